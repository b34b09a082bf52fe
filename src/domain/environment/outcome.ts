import * as z from 'zod';
import { CostSummary } from '../cost/cost-summary';
import { PlanSummary } from './plan';
import { ReceiptSummary } from './receipt';

/**
 * Why a run did not do what it was for; the class decides whether and when a destroy is tried again.
 * Two need a person: `occupied`, something that others use or put there keeps it; `unaccounted`, something may exist whose
 * id nobody can know.
 */
export const FailureClass = z.enum([
  'configuration',
  'policy',
  'quota',
  'permission',
  'throttled',
  'dependency',
  'occupied',
  'unreachable',
  'locked',
  'fenced',
  'remaining',
  'unaccounted',
  'timed-out',
  'lost',
  'not-started',
  'unknown',
]);
export type FailureClass = z.infer<typeof FailureClass>;

/** A failure a person can act on; `addresses` (at most 20) are the resources concerned. */
export const Failure = z.strictObject({
  class: FailureClass,
  reason: z.string().max(2000),
  addresses: z.array(z.string().max(300)).max(20),
});
export type Failure = z.infer<typeof Failure>;

/** What the outputs of an environment are called; the values of those not sensitive lie beside the state. */
export const OutputsSummary = z.strictObject({
  names: z.array(z.string().max(128)).max(100),
  sensitive: z.array(z.string().max(128)).max(100),
});
export type OutputsSummary = z.infer<typeof OutputsSummary>;

/** `outcome.json`: the last word of a run, written once by the build that claimed it. */
export const Outcome = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('planned'), plan: PlanSummary }),
  z.strictObject({
    result: z.literal('applied'),
    plan: PlanSummary,
    resources: z.number().int().nonnegative(),
    outputs: OutputsSummary,
    cost: CostSummary,
  }),
  z.strictObject({ result: z.literal('failed'), failure: Failure }),
  z.strictObject({ result: z.literal('cancelled') }),
  z.strictObject({ result: z.literal('destroyed'), receipt: ReceiptSummary }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** An outcome with the run and build it belongs to, as stored. */
export const RunOutcome = z.strictObject({
  run: z.ulid(),
  build: z.string(),
  at: z.string(),
  outcome: Outcome,
});
export type RunOutcome = z.infer<typeof RunOutcome>;

/** `text` cut to so many bytes of UTF-8, never within a character. */
export function cutTo(bytes: number, text: string): string {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return text;
  const kept = new TextDecoder().decode(whole.subarray(0, bytes - 3)).replace(/\uFFFD$/, '');
  return `${kept}…`;
}

/** What an event has room for of a failure's reason. */
export function briefReason({ reason }: Failure): string {
  return cutTo(200, reason);
}

/** A failure cut to the bounds of the item. */
export function failureOf(cls: FailureClass, reason: string, addresses: string[] = []): Failure {
  return {
    class: cls,
    reason: cutTo(2000, reason),
    addresses: addresses.slice(0, 20).map((address) => address.slice(0, 300)),
  };
}
