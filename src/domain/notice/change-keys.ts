import { leasehold } from '../access/actor';
import { DomainError } from '../base/errors';
import type { Instant } from '../base/time';
import type { EntryChange } from '../registry/entry';
import {
  activeKeys,
  isGivenUp,
  keysDueAt,
  keysOfWebhook,
  mostKeys,
  retiringKey,
  type SigningKey,
} from './signing-keys';
import type { Webhook, WebhookEventType } from './webhook';

/** A key that is to be made, and by whom. */
export interface AskedKey {
  key: string;
  by: string;
}

/** A webhook with one more key, which signs nothing yet. Throws KeyRotatedTooOften where too many sign at once. */
export function beginKey(
  seen: Webhook,
  { key: id, by }: AskedKey,
  now: Instant,
): EntryChange<Webhook> | null {
  if (seen.status !== 'active') throw new DomainError('WebhookNotFound', { webhook: seen.id });
  const keys = keysOfWebhook(seen);
  // It is decided again where the answer to its writing was lost.
  if (keys.some((key) => key.id === id)) return null;
  if (keys.length >= mostKeys)
    throw new DomainError('KeyRotatedTooOften', {
      webhook: seen.id,
      most: mostKeys,
      until: keysDueAt(seen) ?? now,
    });
  return silent({ ...seen, keys: [...keys, { id, by, madeAt: now }] });
}

/** The secret of a key is stored: it signs from now on, and the first one makes the webhook whole. */
export function noteSecret(seen: Webhook, id: string, now: Instant): EntryChange<Webhook> | null {
  const noted = keysOfWebhook(seen).find((key) => key.id === id);
  if (seen.status === 'removed' || !noted) throw new DomainError('WebhookNotFound', { webhook: seen.id });
  if (noted.since !== undefined) return null;
  // Those that sign stand first, in the order in which they began to.
  const keys = [...activeKeys(seen), { ...noted, since: now }, ...makingBeside(seen, id)];
  const type = seen.status === 'making' ? 'WebhookAdded' : 'WebhookKeyRotated';
  return {
    ...silent({ ...seen, status: 'active', keys }),
    events: [eventOf(seen, { type, actor: noted.by, key: id })],
  };
}

/** Takes the oldest key away once its successor signs alone; its secret goes with it. */
export function retireKey(seen: Webhook, id: string, now: Instant): EntryChange<Webhook> | null {
  if (retiringKey(seen, now)?.key.id !== id) return null;
  const keys = keysOfWebhook(seen).filter((key) => key.id !== id);
  return {
    entry: { ...seen, keys },
    events: [eventOf(seen, { type: 'WebhookKeyRetired', actor: leasehold, key: id })],
    effects: [deletionOf(id)],
  };
}

/** Takes away the keys whose secrets nobody reported, and a webhook that is left without one. */
export function giveUpKeys(seen: Webhook, now: Instant): EntryChange<Webhook> | null {
  const lost = keysOfWebhook(seen).filter((key) => isGivenUp(key, now));
  if (lost.length === 0) return null;
  if (seen.status === 'making') return removeWebhook(seen, leasehold, now);
  const keys = keysOfWebhook(seen).filter((key) => !lost.includes(key));
  return { entry: { ...seen, keys }, events: [], effects: lost.map(({ id }) => deletionOf(id)) };
}

/** A key that is being stored at this moment is left until that is over: a secret that comes after its deletion would stay. */
export function removeWebhook(seen: Webhook, actor: string, now: Instant): EntryChange<Webhook> | null {
  if (seen.status === 'removed') return null;
  const keys = keysOfWebhook(seen).filter((key) => key.since === undefined && !isGivenUp(key, now));
  const gone = keysOfWebhook(seen).filter((key) => !keys.includes(key));
  return {
    entry: { ...seen, status: 'removed', keys },
    events: [eventOf(seen, { type: 'WebhookRemoved', actor })],
    effects: gone.map(({ id }) => deletionOf(id)),
  };
}

function makingBeside(seen: Webhook, id: string): SigningKey[] {
  return keysOfWebhook(seen).filter((key) => key.since === undefined && key.id !== id);
}

function deletionOf(key: string): Webhook['effects'][number] {
  return { type: 'delete-secret', key };
}

function eventOf(
  { id, host, shape }: Webhook,
  { type, actor, key = id }: { type: WebhookEventType; actor: string; key?: string },
) {
  return { type, actor, data: { host, shape, ...(key !== id && { key }) } };
}

function silent(entry: Webhook): EntryChange<Webhook> {
  return { entry, events: [], effects: [] };
}
