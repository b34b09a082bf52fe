import { day, minute } from '../../../src/domain/base/time';
import type { AddedWebhookView, DeliveryView, WebhookView } from '../../../src/domain/notice/webhook-view';
import { startReceiver } from '../../support/notices/receiver';
import type { TestPlane } from '../../support/plane/plane';
import { comesTrue } from './waiting';

/**
 * Lets the plane notify in every way: a webhook is added by a request that is sent twice, gets a test at the second attempt, which
 * is made when it is due, has its key rotated until the old one is deleted, and is removed. The plane must call receivers of this
 * machine.
 */
export async function notifyEverybody({ api, plane }: TestPlane): Promise<void> {
  const receiver = await startReceiver();
  const adding = { body: { url: receiver.url }, headers: { 'idempotency-key': 'add.webhook' } };
  await api.want('POST /webhooks', adding);
  const { id } = await api.want<AddedWebhookView>('POST /webhooks', adding);
  await api.want('GET /webhooks');
  receiver.answer = () => 503;
  const { id: delivery } = await api.want<DeliveryView>(`POST /webhooks/${id}/test`);
  await comesTrue('the first attempt', () => Promise.resolve(receiver.received.length > 0 || undefined));
  receiver.answer = () => 204;
  await plane.clock.forward(2 * minute);
  await comesTrue('the delivery', async () => {
    const { status } = await api.want<DeliveryView>(`GET /deliveries/${delivery}`);
    return status === 'delivered' || undefined;
  });
  await api.want('GET /deliveries');
  await api.want(`POST /webhooks/${id}/rotate`);
  await plane.clock.forward(day + minute);
  await comesTrue('the end of the old key', async () => {
    const { items } = await api.want<{ items: WebhookView[] }>('GET /webhooks');
    return items.every(({ previousKeyUntil }) => previousKeyUntil === null) || undefined;
  });
  await api.want(`DELETE /webhooks/${id}`);
  await receiver.close();
}
