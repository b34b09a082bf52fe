import * as z from 'zod';
import type { DomainError } from '../base/errors';
import { isDomainError } from '../base/errors';
import { Instant } from '../base/time';

/** So many refusals of an actor are written one by one in a minute; more are counted. */
export const writtenPerMinute = 10;

const longest = 300;
const Text = z.string().max(longest);

/** What was asked about, as far as the request named it in its path or in fields that are no inputs. */
export const RefusedThing = z.partialRecord(
  z.enum(['environment', 'life', 'run', 'imageBuild', 'template', 'target', 'repository', 'stack']),
  Text,
);
export type RefusedThing = z.infer<typeof RefusedThing>;

/** Something that a signed-in actor asked for and has no right to: never a secret, an input or a body. */
export const RightRefusal = z.strictObject({
  kind: z.literal('refused'),
  at: Instant,
  actor: z.string(),
  operation: z.string().describe('The refused operation.'),
  thing: RefusedThing.describe('On what.'),
  code: z.string().describe('The code of the problem returned.'),
  rule: Text.describe('What the actor would have needed.'),
  request: z.string(),
});
export type RightRefusal = z.infer<typeof RightRefusal>;

/** How many refusals an actor had in the minute that begins at `at`, where they were too many to be written one by one. */
export const RightRefusalCount = z.strictObject({
  kind: z.literal('counted'),
  at: Instant,
  actor: z.string(),
  atLeast: z.number().int().positive(),
});
export type RightRefusalCount = z.infer<typeof RightRefusalCount>;

/** A row of what was refused. */
export const RefusalRow = z.discriminatedUnion('kind', [RightRefusal, RightRefusalCount]);
export type RefusalRow = z.infer<typeof RefusalRow>;

/** The rule by which an error refuses a right; undefined for an error that is about anything else: state, shape, absence. */
export function refusedRule(error: unknown): { code: string; rule: string } | undefined {
  if (!isDomainError(error) || error.kind !== 'forbidden') return undefined;
  return { code: error.code, rule: ruleOf(error).slice(0, longest) };
}

/** From the details, not the message: that names what the caller sent. */
function ruleOf(error: DomainError): string {
  if (isDomainError(error, 'Forbidden')) return error.details.need;
  if (isDomainError(error, 'TargetForbidden')) return `an allowed target: ${error.details.refused}`;
  if (isDomainError(error, 'SelfApproval')) return `another person's approval: ${error.details.because}`;
  return error.code;
}

/** The minute that an instant is in. */
export function minuteOf(at: Instant): Instant {
  return `${at.slice(0, 16)}:00.000Z`;
}
