import { row } from './error-row';

/** What goes wrong with webhooks and with what they deliver. */
export const noticeErrors = {
  WebhookNotFound: row(
    'not-found',
    (d: { webhook: string }) => `There is no webhook '${d.webhook}'. 'idp webhooks list' shows them.`,
  ),
  DeliveryNotFound: row(
    'not-found',
    (d: { delivery: string }) =>
      `There is no delivery '${d.delivery}'. 'idp webhooks deliveries' shows those that failed for good.`,
  ),
  AlreadyDelivered: row(
    'conflict',
    (d: { delivery: string }) => `The delivery '${d.delivery}' arrived; it is not sent again.`,
  ),
  TooManyWebhooks: row(
    'conflict',
    (d: { most: number }) =>
      `There are ${d.most} webhooks, which is the most. Remove one first ('idp webhooks remove').`,
  ),
};
