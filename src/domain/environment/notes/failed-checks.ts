import * as z from 'zod';
import { cutAt } from '../../base/cut-text';
import { inEvent, longestNote } from './note-text';

/** An assertion of a template that does not hold, with its own message; a template may have many, of which 20 are kept. */
export const FailedChecks = z
  .array(z.strictObject({ address: z.string().max(longestNote), message: z.string().max(longestNote) }))
  .max(20);
export type FailedChecks = z.infer<typeof FailedChecks>;

/** The first checks that do not hold, cut to their bounds. */
export function shortChecks(failed: FailedChecks): FailedChecks {
  return failed.slice(0, 20).map(({ address, message }) => ({
    address: cutAt(longestNote, address),
    message: cutAt(longestNote, message),
  }));
}

/** Checks that do not hold as an event holds them: a text of at most 1,000 characters. */
export function checksInEvent(checks: FailedChecks = []): { failedChecks?: string } {
  if (checks.length === 0) return {};
  return { failedChecks: inEvent(checks.map(({ address, message }) => ({ address, words: message }))) };
}
