import * as z from 'zod';

/** Which receivers of webhooks may be called: `loopback` is for development on one machine, and no stage on AWS has it. */
export const Receivers = z.enum(['public', 'loopback']);
export type Receivers = z.infer<typeof Receivers>;

export const ReceiversConfig = z.object({ LEASEHOLD_WEBHOOK_RECEIVERS: Receivers });
