import * as z from 'zod';
import { day, earliest, hour, Instant, minute, plus, second } from '../../base/time';
import { EventDigest } from '../../registry/entry';
import { mostComponents } from '../entry/component';
import { ComponentName, StackName } from '../names';
import { ComponentPrice, PreviewResult } from './preview-order';
import { StackPlanEvent } from './stack-plan-event';

/** After this long a preview without a result is given up: longer than its workflow may take. */
export const longestPlanning = 5 * hour;
/** So long a plan is kept, and longer while somebody's yes to it holds. */
export const keptFor = 30 * day;
/** After this nobody says yes to it any more: a plan that is removed has no new yes. */
export const consentableFor = 29 * day;
const undeliveredPause = 30 * second;
const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal digits');

/** A component of a planned stack: the life that it has or would have, its preview run, and what came of that. */
export const PlannedComponent = z.strictObject({
  template: z.string().max(200),
  /** The digest of what is wanted of it: another one is another component. */
  digest: Digest,
  needs: z.array(ComponentName).max(mostComponents - 1),
  life: z.ulid(),
  /** Where it is or would be; absent where it was planned before that was kept. */
  target: z.string().optional(),
  exists: z.boolean(),
  /** The tags that its resources would have from the beginning; absent where it exists. */
  tags: z.record(z.string(), z.string().max(300)).optional(),
  run: z.ulid(),
  /** Null while it is being planned. */
  result: PreviewResult.nullable(),
  /** What its template says that it costs, for what can be planned only later. */
  estimate: ComponentPrice,
  /** What it costs as it is now; absent where it does not exist, and in plans of before this was kept. */
  present: ComponentPrice.optional(),
});
export type PlannedComponent = z.infer<typeof PlannedComponent>;

const Preview = { component: ComponentName, run: z.ulid() };

/** A preview that is to be started, or, of a plan that was cancelled, stopped. */
export const StackPlanEffect = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start-preview'), ...Preview }),
  z.strictObject({ type: z.literal('stop-preview'), ...Preview }),
]);

/** A plan of a whole stack, made without holding or changing anything: of which document, who asked, and each component's. */
export const StackPlan = z.strictObject({
  id: z.ulid(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
  stack: StackName,
  /** The life of the stack that it is planned for; null where there is none yet. */
  stackLife: z.ulid().nullable(),
  /** Of the document. */
  digest: Digest,
  by: z.string(),
  components: z
    .record(ComponentName, PlannedComponent)
    .refine((all) => Object.keys(all).length <= mostComponents),
  /** What the stack has and the document has not: it would be destroyed. */
  removed: z.array(ComponentName),
  /** What those cost now; absent where there are none, and in plans of before this was kept. */
  removedPrices: z.array(ComponentPrice).optional(),
  /** By whom it was stopped before every component was planned. */
  cancelled: z.strictObject({ by: z.string(), at: Instant }).optional(),
  seq: z.int().nonnegative(),
  outbox: z.array(StackPlanEvent),
  effects: z.array(StackPlanEffect),
  requests: z.array(z.strictObject({ key: z.string(), digest: z.string(), at: Instant.optional() })),
  head: EventDigest.optional(),
});
export type StackPlan = z.infer<typeof StackPlan>;

/** Whether every component has a result. */
export function isPlanned({ components }: Pick<StackPlan, 'components'>): boolean {
  return Object.values(components).every(({ result }) => result !== null);
}

/** When a plan that has not come to its end is given up. */
export function plannedBy({ createdAt }: Pick<StackPlan, 'createdAt'>): Instant {
  return plus(createdAt, longestPlanning);
}

/** When it is removed, unless somebody's yes to it holds then. */
export function keptUntil({ createdAt }: Pick<StackPlan, 'createdAt'>): Instant {
  return plus(createdAt, keptFor);
}

/** Whether it is too old for a yes. */
export function isTooOld({ createdAt }: Pick<StackPlan, 'createdAt'>, now: Instant): boolean {
  return now >= plus(createdAt, consentableFor);
}

/** When the sweep must look: for what is undelivered, then for previews that died without a word, and in the end to remove it. */
export function stackPlanDueAt(plan: StackPlan, from: Instant = plan.updatedAt): Instant | undefined {
  const undelivered = plan.effects.length + plan.outbox.length > 0;
  const end = keptUntil(plan);
  const look = isPlanned(plan) ? (from < end ? end : plus(from, day)) : plus(from, minute);
  return earliest([undelivered ? plus(from, undeliveredPause) : undefined, look]);
}
