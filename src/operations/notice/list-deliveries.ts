import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import type { Delivery } from '../../domain/notice/delivery';
import { listOf } from '../../domain/notice/delivery-kind';
import { type DeliveryView, toDeliveryView } from '../../domain/notice/webhook-view';
import type { WebhookPorts } from '../ports/notice';
import type { Page, Paged } from '../ports/registry';

interface Listing extends Page {
  actor: Actor;
  status: Delivery['status'];
  webhook?: string | undefined;
}

/** The deliveries of a status, the newest first; those that failed for good are what a person looks at. */
export async function listDeliveries(
  { actor, status, webhook, limit, cursor }: Listing,
  { deliveries }: Pick<WebhookPorts, 'deliveries'>,
): Promise<Paged<DeliveryView>> {
  authorize(actor, 'admin', 'list deliveries');
  const filter = { owner: listOf(status), is: { to: webhook } };
  const { items, next } = await deliveries.list(filter, { limit, cursor });
  return { items: items.map(toDeliveryView), next };
}
