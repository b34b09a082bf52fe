/** A JSON Schema, or a part of one. */
export type Schema = Record<string, unknown>;
