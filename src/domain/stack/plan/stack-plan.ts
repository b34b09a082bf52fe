import * as z from 'zod';
import { hour, Instant, minute, plus, second } from '../../base/time';
import { EventDigest } from '../../registry/entry';
import { mostComponents } from '../entry/component';
import { ComponentName, StackName } from '../names';
import { ComponentPrice, PreviewResult } from './preview-order';

/** After this long a preview without a result is given up: longer than its workflow may take. */
export const longestPlanning = 5 * hour;
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

/** A preview that is to be started. */
export const StackPlanEffect = z.strictObject({
  type: z.literal('start-preview'),
  component: ComponentName,
  run: z.ulid(),
});

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
  seq: z.int().nonnegative(),
  outbox: z.array(z.never()),
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

/** When the sweep must look: for what is to be started, then for previews that died without a word. */
export function stackPlanDueAt(plan: StackPlan, from: Instant = plan.updatedAt): Instant | undefined {
  if (plan.effects.length > 0) return plus(from, undeliveredPause);
  return isPlanned(plan) ? undefined : plus(from, minute);
}
