import * as z from 'zod';
import { hour, Instant, minute, plus } from '../base/time';
import { EventDigest } from '../registry/entry';
import { TargetSettings } from './target-settings';

/** The name of a target. */
export const TargetName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be lower-case letters, digits and hyphens, a letter first');

/** What may happen to a target; past tense, and the EventBridge detail-type as it stands. */
const TargetEventType = z.enum([
  'TargetAdded',
  'TargetChanged',
  'TargetRemovalBegan',
  'TargetRemovalRefused',
  'TargetRemoved',
]);
export type TargetEventType = z.infer<typeof TargetEventType>;

/** One thing that happened to a target: consumers dedupe by `id` and order by `seq` within a `targetLife`. */
export const TargetEvent = z.strictObject({
  id: z.string(),
  target: z.string(),
  targetLife: z.ulid(),
  seq: z.int().positive(),
  type: TargetEventType,
  at: Instant,
  actor: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previous: EventDigest.nullable().optional(),
});
export type TargetEvent = z.infer<typeof TargetEvent>;

/**
 * One life of a target. `removing` takes nothing new; one that is `removed` stays under its name, so that what the deployment's
 * document says of it is not read in again.
 */
export const TargetEntry = z.strictObject({
  name: TargetName,
  id: z.ulid(),
  version: z.int().positive(),
  status: z.enum(['active', 'removing', 'removed']),
  settings: TargetSettings,
  /** Its place in the deployment's document; null where somebody added it. */
  place: z.int().nonnegative().nullable(),
  by: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Who wants it removed, and since when. */
  removal: z.strictObject({ by: z.string(), at: Instant }).nullable(),
  seq: z.int().nonnegative(),
  outbox: z.array(TargetEvent),
  effects: z.array(z.strictObject({ type: z.never() })),
  requests: z.array(z.strictObject({ key: z.string(), digest: z.string(), at: Instant.optional() })),
  head: EventDigest.optional(),
});
export type TargetEntry = z.infer<typeof TargetEntry>;

/** So long a target takes nothing new before it ends: longer than any reader keeps what it read and any request takes. */
export const removalPause = hour / 4;

/** When a target that is being removed may end. */
export function endsAt({ removal }: Pick<TargetEntry, 'removal'>): Instant | undefined {
  return removal === null ? undefined : plus(removal.at, removalPause);
}

/** When the sweep must look: at what is undelivered, and at a removal that is due. */
export function targetDueAt(target: TargetEntry, from: Instant = target.updatedAt): Instant | undefined {
  if (target.outbox.length > 0) return plus(from, minute / 2);
  return target.status === 'removing' ? endsAt(target) : undefined;
}
