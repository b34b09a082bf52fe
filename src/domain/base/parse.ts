import type * as z from 'zod';
import type { FieldIssue } from './error-catalogue';
import { DomainError } from './errors';

/** Issues of a zod error as field paths (`inputs.port`) and messages; unknown keys are named one by one. */
export function issuesOf(error: z.ZodError, under = ''): FieldIssue[] {
  return error.issues.flatMap((issue) => {
    const at = [under, ...issue.path.map(String)].filter(Boolean);
    if (issue.code !== 'unrecognized_keys')
      return [{ field: at.join('.') || 'body', message: isMissing(issue) ? 'is required' : issue.message }];
    return issue.keys.map((key) => ({ field: [...at, key].join('.'), message: 'unknown input' }));
  });
}

/** zod says of what is not there that it has received undefined. */
function isMissing({ code, message }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && message.endsWith('received undefined');
}

/** Parses what a user sent; a mistake is an InvalidRequest naming every wrong field, prefixed by `under`. */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  under = '',
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DomainError('InvalidRequest', { issues: issuesOf(parsed.error, under) });
}

/** Parses what Leasehold itself wrote earlier; a mistake is a CorruptRecord naming `what`. */
export function parseRecord<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reason = issuesOf(parsed.error).map((issue) => `${issue.field} ${issue.message}`);
  throw new DomainError('CorruptRecord', { what, reason: reason.join('; ') });
}

/** The same for the bytes of a JSON file; what is no JSON is a CorruptRecord too. */
export function parseJsonRecord<Schema extends z.ZodType>(
  schema: Schema,
  bytes: Uint8Array,
  what: string,
): z.output<Schema> {
  return parseRecord(schema, parseJson(bytes, what), what);
}

function parseJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new DomainError('CorruptRecord', { what, reason: 'it is no JSON' }, { cause });
  }
}
