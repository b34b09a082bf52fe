import * as z from 'zod';
import { hour, Instant, plus } from '../../base/time';
import { ComponentName } from '../names';
import { mostComponents } from './component';

/** For so many hours a yes to a plan of the whole stack may hold. */
export const mostConsentHours = 168;
/** So many people's yes is kept. */
export const mostGiven = 10;
const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal digits');

/** What was shown of a component: its plan by run and digest, of which life, and what was wanted of it. */
export const ShownOf = z.strictObject({ run: z.ulid(), digest: Digest, life: z.ulid(), wanted: Digest });
export type ShownOf = z.infer<typeof ShownOf>;

/** Somebody's yes to a plan of the whole stack. */
export const GivenConsent = z.strictObject({
  by: z.string(),
  at: Instant,
  mostHours: z.int().positive().max(mostConsentHours),
});
export type GivenConsent = z.infer<typeof GivenConsent>;

/** A plan of the whole stack that a revision was asked for with, and who said yes to it; what it did not show is covered by no yes. */
export const StackConsent = z.strictObject({
  plan: z.ulid(),
  shown: z
    .record(ComponentName, ShownOf)
    .refine((all) => Object.keys(all).length <= mostComponents, `at most ${mostComponents} components`),
  given: z.array(GivenConsent).min(1).max(mostGiven),
});
export type StackConsent = z.infer<typeof StackConsent>;

/** Whether a yes to the plan holds at this time. */
export function isConsentRunning({ given }: StackConsent, now: Instant): boolean {
  return given.some(({ at, mostHours }) => now < plus(at, mostHours * hour));
}
