import { type Delivery, toTopic } from '../../domain/notice/delivery';
import { deliveryKind, type DeliveryCommand, type Sent } from '../../domain/notice/delivery-kind';
import { renderBody, renderSubject, renderText } from '../../domain/notice/render';
import type { Webhook } from '../../domain/notice/webhook';
import type { NoticeDeps } from '../ports/notice';
import type { BoundKind } from '../registry/bound-kind';
import { readKeys } from './read-keys';
import { signedHeaders } from './signed-headers';

/** Deliveries as the loop of the registry knows them: to look at one that is due is to try it. */
export const deliveries: BoundKind<Delivery, DeliveryCommand, NoticeDeps> = {
  kind: deliveryKind,
  entries: (deps) => deps.deliveries,
  effects: {},
  look: async (seen, deps) => {
    if (seen.status !== 'waiting') return [];
    return [{ type: 'note-attempt', ...(await send(seen, deps)) }];
  },
};

async function send(delivery: Delivery, deps: NoticeDeps): Promise<Sent> {
  const { to, notice } = delivery;
  if (to !== toTopic) return sendToWebhook(delivery, await deps.webhooks.get(to), deps);
  if (!deps.publishNotice) return failed('this plane has no topic');
  return deps.publishNotice({ subject: renderSubject(notice), text: renderText(notice), notice });
}

async function sendToWebhook(
  { notice }: Delivery,
  webhook: Webhook | undefined,
  deps: NoticeDeps,
): Promise<Sent> {
  if (webhook?.status !== 'active') return failed('the webhook was removed');
  const { url, keys } = await readKeys(webhook, deps);
  if (url === undefined || keys.length === 0)
    return failed('its secret is gone; remove the webhook and add it again');
  const body = renderBody(notice, webhook.shape);
  const headers = signedHeaders({ id: notice.id, at: deps.clock(), body }, keys);
  return deps.sendPost({ url, headers, body });
}

function failed(reason: string): Sent {
  return { ok: false, status: null, reason, final: true };
}
