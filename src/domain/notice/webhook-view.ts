import * as z from 'zod';
import { Instant } from '../base/time';
import { Delivery } from './delivery';
import { Notice } from './notice';
import { overlapUntil } from './signing-keys';
import { Webhook } from './webhook';

/** A webhook as the API shows it: of its address, the host alone. */
export const WebhookView = z.strictObject({
  id: z.ulid(),
  host: Webhook.shape.host.describe('Scheme and host of the address; its path is as secret as the key.'),
  shape: Webhook.shape.shape,
  notices: Webhook.shape.notices.describe('The notices it is sent; empty for all.'),
  teams: Webhook.shape.teams.describe('The teams whose environments it is told of; empty for all.'),
  addedBy: z.string(),
  createdAt: Instant,
  previousKeyUntil: Instant.nullable().describe(
    'Until when notices are signed with the key before the present one, too; null where there is none.',
  ),
});
export type WebhookView = z.infer<typeof WebhookView>;

/** A webhook that was added or whose key was rotated, with its new signing key, which nobody is shown again. */
export const AddedWebhookView = WebhookView.extend({
  secret: z.string().describe('The signing key (`whsec_…`). It is shown here and nowhere else.'),
});
export type AddedWebhookView = z.infer<typeof AddedWebhookView>;

/** A delivery as the API shows it. */
export const DeliveryView = z.strictObject({
  id: z.string(),
  to: Delivery.shape.to.describe('The id of the webhook, or `topic` for the topic of the stage.'),
  status: Delivery.shape.status.describe('`dead` if it failed for good.'),
  notice: Notice.pick({ id: true, type: true, at: true, environment: true, title: true }),
  attempts: Delivery.shape.attempts,
  nextAt: Delivery.shape.nextAt,
  createdAt: Instant,
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export function toWebhookView(webhook: Webhook): WebhookView {
  const { id, host, shape, notices, teams, by, createdAt } = webhook;
  const previousKeyUntil = overlapUntil(webhook);
  return { id, host, shape, notices, teams, addedBy: by, createdAt, previousKeyUntil };
}

export function toDeliveryView(delivery: Delivery): DeliveryView {
  const { id, to, status, attempts, nextAt, createdAt } = delivery;
  const { id: event, type, at, environment, title } = delivery.notice;
  const notice = { id: event, type, at, environment, title };
  return { id, to, status, notice, attempts, nextAt, createdAt };
}
