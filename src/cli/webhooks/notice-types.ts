import type { AddWebhookBody } from '../../client/typed/types';

/** What a webhook may choose of. */
export const noticeTypes = [
  'plan.awaits_approval',
  'lease.ends_soon',
  'lease.ended',
  'budget.threshold_reached',
  'environment.failed',
  'environment.change_failed',
  'environment.wake_waits',
  'environment.stuck',
  'environment.destroyed',
  'run.waits_long',
  'plane.sweep_failing',
] as const satisfies AddWebhookBody['notices'];
