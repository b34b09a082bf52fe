import * as z from 'zod';
import { Actor } from '../../access/actor';
import { Instant } from '../../base/time';
import { Lease } from '../../lease';
import { EventDigest } from '../../registry/entry';
import { ComponentName, StackName } from '../names';
import { StackConsent } from './consent';
import { OrderKind, StackComponent, WantedComponents } from './component';
import { StackEvent } from './stack-event';

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal digits');

/** A revision by its number; the document itself is kept under its digest. */
const Revision = z.strictObject({
  number: z.int().positive(),
  digest: Digest,
  by: z.string(),
  at: Instant,
  /** The yes to a plan of it as a whole; absent where it was asked for without one. */
  consent: StackConsent.optional(),
});

/** Nothing more of a revision is begun: it was rejected or cancelled, or another one is to take its place. */
const Stopped = z.strictObject({
  at: Instant,
  by: z.string(),
  why: z.enum(['rejected', 'cancelled', 'superseded']),
});

/**
 * A command to the environment of a component: carried out at least once, and taken by the environment once. Its key is
 * `<stack id>/<component>/<revision>/<command>/<number of the order>`.
 */
export const StackEffect = z.strictObject({
  type: z.literal('order'),
  component: ComponentName,
  kind: OrderKind,
  n: z.int().positive(),
  revision: z.int().positive(),
  key: z.string().max(200),
  by: z.string(),
  /** The life that it is meant for; absent where it makes one. */
  life: z.ulid().optional(),
  plan: Digest.optional(),
  endsAt: Instant.nullable().optional(),
});
export type StackEffect = z.infer<typeof StackEffect>;

/** That everything of a stack is to go, and why. */
const Ending = z.strictObject({
  at: Instant,
  by: z.string(),
  reason: z.enum(['requested', 'expired']),
});

/** One life of a stack: the revision that is in force, the one that waits for it, and how each component stands. */
export const StackEntry = z.strictObject({
  name: StackName,
  id: z.ulid(),
  previousId: z.ulid().nullable(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
  owner: z.string(),
  team: z.string().nullable(),
  lease: Lease,
  /** So many revisions were submitted. */
  revisions: z.int().positive(),
  revision: z.strictObject({ ...Revision.shape, stopped: Stopped.nullable() }),
  waiting: z.strictObject({ ...Revision.shape, wanted: WantedComponents }).nullable(),
  components: z.record(ComponentName, StackComponent),
  /** So many orders were given in this life: the number of each is higher than that of all before it. */
  orders: z.int().nonnegative(),
  /** Counts what was made, so that what was asked before something was made anew is known to be older. */
  clock: z.int().nonnegative(),
  /** Those who asked for what is still to be done, with the rights that they had then. */
  people: z.record(z.string(), Actor),
  ending: Ending.nullable(),
  endedAt: Instant.nullable(),
  seq: z.int().nonnegative(),
  outbox: z.array(StackEvent),
  effects: z.array(StackEffect),
  requests: z.array(z.strictObject({ key: z.string(), digest: z.string(), at: Instant.optional() })),
  head: EventDigest.optional(),
});
export type StackEntry = z.infer<typeof StackEntry>;

/** What an order does, by the parts of its key. */
export function orderKey(
  { id }: { id: string },
  { component, revision, kind, n }: Pick<StackEffect, 'component' | 'revision' | 'kind' | 'n'>,
): string {
  return `${id}/${component}/${revision}/${kind}/${n}`;
}
