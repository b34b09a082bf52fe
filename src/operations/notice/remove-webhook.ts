import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import { webhookKind } from '../../domain/notice/webhook-kind';
import { toWebhookView, type WebhookView } from '../../domain/notice/webhook-view';
import type { WebhookDeps } from '../ports/notice';
import { decideAndSave } from '../registry/decide-and-save';
import { deliver } from '../registry/deliver';
import { webhooks } from './webhooks';

/** Removes a webhook and deletes its secret; what is on its way to it is not delivered. */
export async function removeWebhook(
  { actor, id }: { actor: Actor; id: string },
  deps: WebhookDeps,
): Promise<WebhookView> {
  authorize(actor, 'admin', 'remove webhooks');
  const place = { kind: webhookKind, entries: deps.webhooks, key: id };
  const { entry } = await decideAndSave(place, () => [{ type: 'remove', by: actor.id }], deps);
  return toWebhookView(await deliver(webhooks, entry, deps));
}

/** The webhook, unless it is removed or not yet whole. */
export async function readActive(id: string, { webhooks: all }: Pick<WebhookDeps, 'webhooks'>) {
  const webhook = await all.get(id);
  if (webhook?.status !== 'active') throw new DomainError('WebhookNotFound', { webhook: id });
  return webhook;
}
