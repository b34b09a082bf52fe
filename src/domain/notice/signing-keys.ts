import * as z from 'zod';
import { day, earliest, Instant, minute, plus } from '../base/time';

/**
 * A signing key of a webhook, as its item knows it: the value lies in a secret of its own. `since` is when it began to sign; it is
 * absent while the secret is not known to be stored.
 */
export const SigningKey = z.strictObject({
  id: z.ulid(),
  by: z.string(),
  madeAt: Instant,
  since: Instant.optional(),
});
export type SigningKey = z.infer<typeof SigningKey>;

/** A key that signs. */
export type ActiveKey = SigningKey & { since: Instant };

/** How long a key that was replaced goes on signing beside its successor. */
export const keyOverlap = day;

/** So many keys of a webhook sign at once at most: each notice has a signature of each. */
export const mostKeys = 5;

/** Whoever asks for a key has an answer or has given up by then. */
export const makingWindow = 15 * minute;

interface Keyed {
  id: string;
  by: string;
  status: 'making' | 'active' | 'removed';
  createdAt: Instant;
  keys?: SigningKey[] | undefined;
}

/** The keys of a webhook, those that sign first and in the order in which they began to; the first of all has the id of the webhook. */
export function keysOfWebhook({ id, by, status, createdAt, keys }: Keyed): SigningKey[] {
  if (keys) return keys;
  // Written before a key could be replaced.
  if (status === 'removed') return [];
  return [{ id, by, madeAt: createdAt, ...(status === 'active' && { since: createdAt }) }];
}

/** The keys that sign, or did until they were replaced, the oldest first; the secret of that one holds the address. */
export function activeKeys(webhook: Keyed): ActiveKey[] {
  return keysOfWebhook(webhook).filter((key): key is ActiveKey => key.since !== undefined);
}

/** The keys that a notice is signed with, the newest first: one that was replaced still is for as long as receivers have to follow. */
export function signingKeys(webhook: Keyed, now: Instant): ActiveKey[] {
  const active = activeKeys(webhook);
  return active.filter((_, index) => !isReplaced(active[index + 1], now)).reverse();
}

/** The oldest key with its successor, once it signs nothing any more. */
export function retiringKey(webhook: Keyed, now: Instant): { key: ActiveKey; next: ActiveKey } | undefined {
  const [key, next] = activeKeys(webhook);
  return key && next && isReplaced(next, now) ? { key, next } : undefined;
}

/** Until when the key before the newest signs, too; null where there is none. */
export function overlapUntil(webhook: Keyed): Instant | null {
  const active = activeKeys(webhook);
  const newest = active.at(-1);
  return newest && active.length > 1 ? plus(newest.since, keyOverlap) : null;
}

/** Whether nobody will report any more that the secret of a key is stored. */
export function isGivenUp({ madeAt, since }: SigningKey, now: Instant): boolean {
  return since === undefined && now >= plus(madeAt, makingWindow);
}

/** When a key is to be given up or retired. */
export function keysDueAt(webhook: Keyed): Instant | undefined {
  const making = keysOfWebhook(webhook).filter(({ since }) => since === undefined);
  const [, next] = activeKeys(webhook);
  return earliest([
    ...making.map(({ madeAt }) => plus(madeAt, makingWindow)),
    next && plus(next.since, keyOverlap),
  ]);
}

function isReplaced(next: ActiveKey | undefined, now: Instant): boolean {
  return next !== undefined && now >= plus(next.since, keyOverlap);
}
