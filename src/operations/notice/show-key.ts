import { DomainError } from '../../domain/base/errors';
import { plus } from '../../domain/base/time';
import { keysOfWebhook, makingWindow } from '../../domain/notice/signing-keys';
import type { Webhook } from '../../domain/notice/webhook';
import { webhookKind } from '../../domain/notice/webhook-kind';
import { type AddedWebhookView, toWebhookView } from '../../domain/notice/webhook-view';
import type { WebhookDeps } from '../ports/notice';
import { decideAndSave } from '../registry/decide-and-save';
import { deliver } from '../registry/deliver';
import { newSigningKey } from './signed-headers';
import { webhooks } from './webhooks';

/** A key that the item of its webhook has; `url` for the first one, whose secret holds the address, too. */
interface ShownKey {
  webhook: Webhook;
  key: string;
  url?: string;
}

/**
 * Gives a key that the item names its value, and shows it: the secret is stored first, and only then does the item say that it
 * signs. The same request again is the same key with another value, as nobody has seen the first.
 */
export async function showKey({ webhook, key, url }: ShownKey, deps: WebhookDeps): Promise<AddedWebhookView> {
  const secret = newSigningKey();
  const place = { webhook: webhook.id, key };
  await put(webhook, { place, value: { ...(url !== undefined && { url }), key: secret } }, deps);
  const entry = { kind: webhookKind, entries: deps.webhooks, key: webhook.id };
  const noted = await decideAndSave(entry, () => [{ type: 'note-secret', key }], deps);
  return { ...toWebhookView(await deliver(webhooks, noted.entry, deps)), secret };
}

type Stored = Parameters<WebhookDeps['webhookSecrets']['store']>;

/** Of a key that signs already a new value is stored only while whoever asked for it may still be waiting for the answer. */
async function put(
  webhook: Webhook,
  { place, value }: { place: Stored[0]; value: Stored[1] },
  { webhookSecrets, clock }: WebhookDeps,
): Promise<void> {
  const known = keysOfWebhook(webhook).find(({ id }) => id === place.key);
  if (webhook.status === 'removed') throw new DomainError('WebhookNotFound', { webhook: webhook.id });
  if (!known || (known.since !== undefined && clock() >= plus(known.since, makingWindow)))
    throw new DomainError('KeyAlreadyShown', { webhook: webhook.id });
  if (known.since === undefined) return webhookSecrets.store(place, value);
  if (!(await webhookSecrets.replace(place, value)))
    throw new DomainError('WebhookNotFound', { webhook: webhook.id });
}
