import * as z from 'zod';
import { OneWord } from '../access/plain-name';
import { Delivery } from '../notice/delivery';
import { ChosenNotice } from '../notice/notice';
import { WebhookShape } from '../notice/webhook';
import { ListImageBuildsQuery } from './queries';

/** `POST /webhooks`. */
export const AddWebhookBody = z.strictObject({
  url: z
    .string()
    .min(1)
    .max(2_000)
    .describe('An https address of the public internet. All of it but the host is kept as a secret.'),
  shape: WebhookShape.default('generic').describe(
    'How notices are written: as JSON, for Slack or for Teams.',
  ),
  notices: z.array(ChosenNotice).max(20).default([]).describe('Which notices to send; default: all.'),
  teams: z
    .array(OneWord.max(96))
    .max(50)
    .default([])
    .describe(
      'Only notices about environments of these teams; default: all environments, with a team or without.',
    ),
});
export type AddWebhookBody = z.infer<typeof AddWebhookBody>;

/** `GET /deliveries`. */
export const ListDeliveriesQuery = z.strictObject({
  ...ListImageBuildsQuery.shape,
  status: Delivery.shape.status
    .default('dead')
    .describe('Which to list; default: those that failed for good.'),
  webhook: z.ulid().optional().describe('Only those to this webhook.'),
});

/** The id of a delivery in a path. */
export const DeliveryParams = z.strictObject({
  delivery: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9.-]{10,100}$/, 'must be the id of a delivery, as `GET /deliveries` shows it'),
});
