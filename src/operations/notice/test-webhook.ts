import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { newDelivery } from '../../domain/notice/delivery';
import { testNotice } from '../../domain/notice/make-notice';
import { type DeliveryView, toDeliveryView } from '../../domain/notice/webhook-view';
import type { RegistryDeps } from '../ports/registry';
import type { WebhookPorts } from '../ports/notice';
import { ask } from './ask';
import { readActive } from './remove-webhook';

/** Sends a webhook a test: a delivery like any other, which the function of the notices makes. */
export async function testWebhook(
  { actor, id }: { actor: Actor; id: string },
  deps: RegistryDeps & WebhookPorts,
): Promise<DeliveryView> {
  authorize(actor, 'admin', 'test webhooks');
  await readActive(id, deps);
  const notice = testNotice({ id: `test-${deps.newId()}`, at: deps.clock(), by: actor.id });
  const delivery = newDelivery(notice, id, deps.clock());
  await deps.deliveries.insert(delivery, null);
  await ask(delivery, deps);
  return toDeliveryView(delivery);
}
