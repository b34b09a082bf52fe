import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { deliveryKind } from '../../domain/notice/delivery-kind';
import { type DeliveryView, toDeliveryView } from '../../domain/notice/webhook-view';
import type { WebhookPorts } from '../ports/notice';
import { readEntry } from '../registry/decide-and-save';

/** One delivery: how far it is, and what came of each attempt. */
export async function getDelivery(
  { actor, delivery }: { actor: Actor; delivery: string },
  { deliveries }: Pick<WebhookPorts, 'deliveries'>,
): Promise<DeliveryView> {
  authorize(actor, 'admin', 'read deliveries');
  return toDeliveryView(await readEntry({ kind: deliveryKind, entries: deliveries, key: delivery }));
}
