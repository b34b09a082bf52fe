import { issuesOf } from '../../domain/base/parse';
import { parserOf, type Schema, tryParse } from '../../domain/template/json-schema';

/** Why a value does not fit a schema, by its parts; none where it does. */
export function misfits(schema: Schema, value: unknown): string[] {
  try {
    const parsed = tryParse(parserOf(schema), value);
    return parsed.success ? [] : issuesOf(parsed.error).map(reasonOf);
  } catch (error) {
    return [`it is not a valid JSON Schema: ${(error as Error).message}`];
  }
}

function reasonOf({ field, message }: { field: string; message: string }): string {
  return field === 'body' ? message : `${field} ${message}`;
}
