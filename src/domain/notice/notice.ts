import * as z from 'zod';
import { Instant } from '../base/time';

/** What people are notified of: a word for each, as Standard Webhooks writes them. */
export const NoticeType = z.enum([
  'plan.awaits_approval',
  'lease.ends_soon',
  'lease.ended',
  'budget.threshold_reached',
  'environment.failed',
  'environment.change_failed',
  'environment.rotation_failed',
  'environment.wake_waits',
  'environment.stuck',
  'environment.destroyed',
  'environment.drifted',
  'environment.drift_gone',
  'certificate.ends_soon',
  'run.waits_long',
  'plane.sweep_failing',
  'webhook.test',
]);
export type NoticeType = z.infer<typeof NoticeType>;

/** What may be chosen of them; a test is sent to whom it is of. */
export const ChosenNotice = NoticeType.exclude(['webhook.test']);
export type ChosenNotice = z.infer<typeof ChosenNotice>;

/**
 * Something that people are notified of, in words, with the one command and the one link that matter. Who receives it
 * dedupes by `id`, which is the event's, and orders by `sequence` within a life: numbers may be missing, since not every event
 * is a notice.
 */
export const Notice = z.strictObject({
  id: z.string(),
  type: NoticeType,
  at: Instant,
  environment: z
    .strictObject({
      name: z.string(),
      life: z.ulid(),
      sequence: z.int().positive(),
      owner: z.string().nullable(),
      team: z.string().nullable(),
    })
    .nullable(),
  title: z.string(),
  text: z.string(),
  command: z.string(),
  link: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Notice = z.infer<typeof Notice>;

/** The detail-type by which the API asks for a delivery to be tried now. */
export const deliveryWanted = 'DeliveryWanted';
