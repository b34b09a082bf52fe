import * as z from 'zod';
import { parseRecord } from '../base/parse';

const StateInstance = z.looseObject({
  index_key: z.union([z.string(), z.number()]).optional(),
  deposed: z.string().optional(),
  schema_version: z.number().int().default(0),
  attributes: z.record(z.string(), z.unknown()).default({}),
  sensitive_attributes: z.array(z.unknown()).optional(),
  private: z.string().optional(),
  dependencies: z.array(z.string()).optional(),
});
export type StateInstance = z.infer<typeof StateInstance>;

const StateResource = z.looseObject({
  module: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  provider: z.string(),
  instances: z.array(StateInstance),
});
export type StateResource = z.infer<typeof StateResource>;

/** A Terraform state, format version 4, as far as we read it; the rest is kept as it is. */
export const StateFile = z.looseObject({
  version: z.literal(4),
  serial: z.number().int().nonnegative(),
  lineage: z.string(),
  resources: z.array(StateResource).default([]),
});
export type StateFile = z.infer<typeof StateFile>;

/**
 * A state from its bytes; undefined when they are no JSON: a killed Terraform leaves a half-written file, and what only
 * that one held counts as unaccounted. CorruptRecord when it is JSON of another format, which could hide resources.
 */
export function parseState(bytes: Uint8Array | string): StateFile | undefined {
  const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
  const json = parseJson(text);
  return json === undefined ? undefined : parseRecord(StateFile, json, 'a version of the Terraform state');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
