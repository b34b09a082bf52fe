import * as z from 'zod';
import { cutAt } from '../../base/cut-text';

const longest = 300;

/** An assertion of a template that does not hold, with its own message; a template may have many, of which 20 are kept. */
export const FailedChecks = z
  .array(z.strictObject({ address: z.string().max(longest), message: z.string().max(longest) }))
  .max(20);
export type FailedChecks = z.infer<typeof FailedChecks>;

/** The first checks that do not hold, cut to their bounds. */
export function shortChecks(failed: FailedChecks): FailedChecks {
  return failed
    .slice(0, 20)
    .map(({ address, message }) => ({ address: cutAt(longest, address), message: cutAt(longest, message) }));
}

/** Checks that do not hold as an event holds them: a text of at most 1,000 characters. */
export function checksInEvent(checks: FailedChecks = []): { failedChecks?: string } {
  if (checks.length === 0) return {};
  const all = checks.map(({ address, message }) => `${address}: ${message}`).join('; ');
  return { failedChecks: cutAt(1_000, all) };
}
