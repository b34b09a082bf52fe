import type { OutputsDocument } from '../../domain/environment/artifacts';
import type { OutputsSummary } from '../../domain/environment/outcome';
import type { StateFile } from '../../domain/terraform/state-file';

/** How many managed resource instances a state holds. */
export function countResources(state: Pick<StateFile, 'resources'>): number {
  const managed = state.resources.filter(({ mode }) => mode === 'managed');
  return managed.reduce((sum, { instances }) => sum + instances.length, 0);
}

/** The outputs to store: values of those that are no secret, and where the others are. `path` is `bucket/key` of the state. */
export function outputsOf(state: Pick<StateFile, 'outputs'>, path: string): OutputsDocument {
  const documents = Object.entries(state.outputs).map(([name, { value, type, sensitive = false }]) => {
    const where = `output '${name}' in the Terraform state s3://${path}`;
    return [name, sensitive ? { sensitive, type, value: null, where } : { sensitive, type, value }] as const;
  });
  return Object.fromEntries(documents);
}

/** The names of outputs, as the environment's item carries them. */
export function summariseOutputs(outputs: OutputsDocument): OutputsSummary {
  const names = Object.keys(outputs).filter((name) => name.length <= 128);
  return {
    names: names.slice(0, 100),
    sensitive: names.filter((name) => outputs[name]?.sensitive).slice(0, 100),
  };
}
