import type { OutputsDocument } from '../../domain/environment/artifacts';
import { mostMisfits, type OutputsSummary } from '../../domain/environment/outcome';
import { outputMisfit } from '../../domain/template/fit/output-misfit';
import type { Schema } from '../../domain/template/json-schema';
import type { StateFile } from '../../domain/terraform/state-file';

/** How many managed resource instances a state holds. */
export function countResources(state: Pick<StateFile, 'resources'>): number {
  const managed = state.resources.filter(({ mode }) => mode === 'managed');
  return managed.reduce((sum, { instances }) => sum + instances.length, 0);
}

/** Where the state is, as `bucket/key`, and what the values of its outputs are to be, by their names. */
export interface KnownOutputs {
  path: string;
  schemas: Readonly<Record<string, Schema>>;
}

/** The outputs to store: values of those that are no secret, where the others are, and which do not match their schemas. */
export function outputsOf(
  state: Pick<StateFile, 'outputs'>,
  { path, schemas }: KnownOutputs,
): OutputsDocument {
  const documents = Object.entries(state.outputs).map(([name, { value, type, sensitive = false }]) => {
    const where = `output '${name}' in the Terraform state s3://${path}`;
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    const misfit = schema && outputMisfit(schema, sensitive ? { type } : { type, value });
    const shown = sensitive ? { sensitive, type, value: null, where } : { sensitive, type, value };
    return [name, { ...shown, ...(misfit && { misfit }) }] as const;
  });
  return Object.fromEntries(documents);
}

/** The names of outputs, as the environment's item carries them. */
export function summariseOutputs(outputs: OutputsDocument): OutputsSummary {
  const names = Object.keys(outputs).filter((name) => name.length <= 128);
  return {
    names: names.slice(0, 100),
    sensitive: names.filter((name) => outputs[name]?.sensitive).slice(0, 100),
    ...misfitsIn(names, outputs),
  };
}

function misfitsIn(names: readonly string[], outputs: OutputsDocument): Pick<OutputsSummary, 'misfits'> {
  const misfits = names.flatMap((name) => {
    const misfit = outputs[name]?.misfit;
    return misfit ? [{ name, ...misfit }] : [];
  });
  return misfits.length === 0 ? {} : { misfits: misfits.slice(0, mostMisfits) };
}
