import type * as z from 'zod';
import { cutAt } from './cut-text';
import type { FieldIssue } from './error-row';
import { DomainError } from './errors';
import { parseExact } from './exact-json';

/** Issues of a zod error as field paths (`inputs.port`) and messages; unknown keys are named one by one. */
export function issuesOf({ issues }: Pick<z.ZodError, 'issues'>, under = ''): FieldIssue[] {
  return issues.flatMap((issue) => {
    const at = [under, ...issue.path.map(String)].filter(Boolean);
    const inner = beyondNull(issue);
    if (inner !== undefined) return issuesOf(inner, at.join('.'));
    if (issue.code !== 'unrecognized_keys')
      return [{ field: at.join('.') || 'body', message: isMissing(issue) ? 'is required' : issue.message }];
    return issue.keys.map((key) => ({ field: [...at, key].join('.'), message: 'unknown input' }));
  });
}

/** Of what may be null or of one type, why it is not of that type; a union of more has no one reason. */
function beyondNull(issue: z.core.$ZodIssue): Pick<z.ZodError, 'issues'> | undefined {
  if (issue.code !== 'invalid_union') return undefined;
  const others = issue.errors.filter(
    ([first]) => first?.code !== 'invalid_type' || first.expected !== 'null',
  );
  return others.length === 1 && issue.errors.length > 1 ? { issues: others[0] ?? [] } : undefined;
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

const longestReason = 2_000;

/** Parses what Leasehold itself writes, before it is written and when it is read; a mistake is a CorruptRecord naming `what`. */
export function parseRecord<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = tryRecord(schema, value);
  if ('data' in parsed) return parsed.data;
  throw new DomainError('CorruptRecord', { what, reason: cutAt(longestReason, parsed.reason) });
}

/** The first of these that `schema` takes; the last where it takes none, so that whoever parses it says why. */
export function firstFitting<Schema extends z.ZodType>(
  schema: Schema,
  candidates: readonly [z.input<Schema>, ...z.input<Schema>[]],
): z.input<Schema> {
  const fitting = candidates.find((one) => 'data' in tryRecord(schema, one));
  return fitting ?? candidates.at(-1) ?? candidates[0];
}

/** Why `schema` does not take a value, by fields; undefined where it does. */
export function misfitOf(schema: z.ZodType, value: unknown): string | undefined {
  const parsed = tryRecord(schema, value);
  return 'reason' in parsed ? parsed.reason : undefined;
}

/** A value is parsed by going into it, so that one that is nested thousands of times has no room. */
function tryRecord<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { data: z.output<Schema> } | { reason: string } {
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { data: parsed.data };
    const reasons = issuesOf(parsed.error).map((issue) => `${issue.field} ${issue.message}`);
    return { reason: reasons.join('; ') };
  } catch (error) {
    if (error instanceof RangeError) return { reason: 'it is nested too deeply' };
    throw error;
  }
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
    return parseExact(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new DomainError('CorruptRecord', { what, reason: 'it is not valid JSON' }, { cause });
  }
}
