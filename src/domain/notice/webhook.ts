import * as z from 'zod';
import { Instant, minute, plus } from '../base/time';
import { EventDigest } from '../registry/entry';
import { ChosenNotice, type Notice } from './notice';
import { keysDueAt, SigningKey } from './signing-keys';

/** How a notice is written for whoever receives it. */
export const WebhookShape = z.enum(['generic', 'slack', 'teams']);
export type WebhookShape = z.infer<typeof WebhookShape>;

/** What may happen to a webhook; past tense, and the EventBridge detail-type as it stands. */
const WebhookEventType = z.enum(['WebhookAdded', 'WebhookKeyRotated', 'WebhookKeyRetired', 'WebhookRemoved']);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

/** One thing that happened to a webhook: consumers dedupe by `id` and order by `seq` within a `webhook`. */
export const WebhookEvent = z.strictObject({
  id: z.string(),
  webhook: z.ulid(),
  seq: z.int().positive(),
  type: WebhookEventType,
  at: Instant,
  actor: z.string(),
  data: z.record(z.string(), z.string()),
  previous: EventDigest.nullable().optional(),
});
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** The secret of a key is to be deleted; that of the first key where none is named, as before a webhook could have several. */
const WebhookEffect = z.strictObject({ type: z.literal('delete-secret'), key: z.ulid().optional() });

/**
 * Where notices are sent to. Of the address it holds the host alone: the path of a chat's address is a password, so the whole
 * of it lies with the signing key in the secret. `making` is one whose secret is not known to be stored.
 */
export const Webhook = z.strictObject({
  id: z.ulid(),
  version: z.int().positive(),
  status: z.enum(['making', 'active', 'removed']),
  host: z.string().max(300),
  shape: WebhookShape,
  notices: z.array(ChosenNotice),
  teams: z.array(z.string()),
  by: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  seq: z.int().nonnegative(),
  outbox: z.array(WebhookEvent),
  effects: z.array(WebhookEffect),
  requests: z.array(z.strictObject({ key: z.string(), digest: z.string(), at: Instant.optional() })),
  head: EventDigest.optional(),
  /** Absent where it was written before a key could be replaced. */
  keys: z.array(SigningKey).optional(),
});
export type Webhook = z.infer<typeof Webhook>;

/** What lies in the secret of a key; the address is in that of the webhook's oldest key. */
export const WebhookSecret = z.strictObject({ url: z.string().optional(), key: z.string() });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

/** So many webhooks a plane has at most: each notice is sent to each. */
export const mostWebhooks = 50;

/** When the function of the notices must look: at what is undelivered, and at keys. */
export function webhookDueAt(webhook: Webhook, from: Instant = webhook.updatedAt): Instant | undefined {
  if (webhook.outbox.length + webhook.effects.length > 0) return plus(from, minute / 2);
  return keysDueAt(webhook);
}

/** Whether a webhook is sent a notice: all of them where it chose none, and those of its teams where it has some. */
export function wants(
  { status, notices, teams }: Pick<Webhook, 'status' | 'notices' | 'teams'>,
  { type, environment }: Pick<Notice, 'type' | 'environment'>,
): boolean {
  if (status !== 'active') return false;
  if (notices.length > 0 && !notices.some((one) => one === type)) return false;
  return teams.length === 0 || (environment?.team != null && teams.includes(environment.team));
}
