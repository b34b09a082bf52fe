import { row } from '../error-row';

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
  KeyRotatedTooOften: row(
    'conflict',
    (d: { webhook: string; most: number; until: string }) =>
      `The webhook '${d.webhook}' has ${d.most} signing keys, which is the most. Rotate its key after ${d.until}, when the oldest is deleted.`,
  ),
  KeyAlreadyShown: row(
    'conflict',
    (d: { webhook: string }) =>
      `The signing key of this request was shown when it was made, and is not shown again. Make another: 'idp webhooks rotate ${d.webhook}'.`,
  ),
};
