import * as z from 'zod';
import type { OutputsDocument } from '../../domain/environment/artifacts';
import type { OutputsSummary } from '../../domain/environment/outcome';
import { parseJsonRecord } from '../../domain/base/parse';

/** What the runner reads of a Terraform state file (version 4). */
const StateFile = z.looseObject({
  serial: z.number(),
  outputs: z
    .record(z.string(), z.object({ value: z.json(), type: z.json(), sensitive: z.boolean().default(false) }))
    .default({}),
  resources: z
    .array(z.looseObject({ mode: z.string(), instances: z.array(z.unknown()).default([]) }))
    .default([]),
});
export type StateFile = z.infer<typeof StateFile>;

/** A state file's parts that matter here; CorruptRecord when it is no state. */
export function parseState(body: Uint8Array): StateFile {
  return parseJsonRecord(StateFile, body, 'The Terraform state');
}

/** How many managed resource instances a state holds. */
export function countResources(state: StateFile): number {
  const managed = state.resources.filter(({ mode }) => mode === 'managed');
  return managed.reduce((sum, { instances }) => sum + instances.length, 0);
}

/** The outputs to store: values of those that are no secret, and where the others are. `path` is `bucket/key` of the state. */
export function outputsOf(state: StateFile, path: string): OutputsDocument {
  const documents = Object.entries(state.outputs).map(([name, { value, type, sensitive }]) => {
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
