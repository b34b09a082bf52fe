import * as z from 'zod';
import { type ExactJson, parseExact } from '../base/exact-json';
import { parseJsonRecord, parseRecord } from '../base/parse';

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

/** What was read as JSON is JSON: to go into it again would only refuse what is nested deeply. */
const AnyJson = z.custom<ExactJson>((value) => value !== undefined);

const StateOutput = z.looseObject({
  value: AnyJson,
  type: AnyJson,
  /** Absent for what is no secret. */
  sensitive: z.boolean().optional(),
});

/** A Terraform state, format version 4, as far as we read it; the rest is kept as it is, since states are written back. */
const StateFile = z.looseObject({
  version: z.literal(4),
  serial: z.number().int().nonnegative(),
  lineage: z.string(),
  outputs: z.record(z.string(), StateOutput).default({}),
  resources: z.array(StateResource).default([]),
});
export type StateFile = z.infer<typeof StateFile>;

/** A state that must be whole: CorruptRecord when the bytes are no JSON, and when they are JSON of another format. */
export function parseState(bytes: Uint8Array): StateFile {
  return parseJsonRecord(StateFile, bytes, 'The Terraform state');
}

/**
 * A state that may be half-written, as a killed Terraform leaves it: undefined when the bytes are no JSON, and what only that
 * one held counts as unaccounted. CorruptRecord when they are JSON of another format, which could hide resources.
 */
export function readableState(bytes: Uint8Array): StateFile | undefined {
  const json = parseJson(bytes);
  return json === undefined ? undefined : parseRecord(StateFile, json, 'a version of the Terraform state');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return parseExact(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
