import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { toWebhookView, type WebhookView } from '../../domain/notice/webhook-view';
import type { WebhookPorts } from '../ports/notice';
import type { Page, Paged } from '../ports/registry';

/** The webhooks that are sent notices, the oldest first. */
export async function listWebhooks(
  { actor, limit, cursor }: Page & { actor: Actor },
  { webhooks }: Pick<WebhookPorts, 'webhooks'>,
): Promise<Paged<WebhookView>> {
  authorize(actor, 'admin', 'list webhooks');
  const { items, next } = await webhooks.list({ is: { status: 'active' } }, { limit, cursor });
  return { items: items.map(toWebhookView), next };
}
