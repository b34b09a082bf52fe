import * as z from 'zod';

/** What somebody may do to an environment, each by the operation of the same verb. */
export const Deed = z.enum([
  'change',
  'extend',
  'sleep',
  'wake',
  'schedule',
  'destroy',
  'approve',
  'reject',
  'cancel',
  'retry',
  'unlock',
  'disown',
  'check-drift',
  'expect-drift',
  'rotate',
  'eject',
]);
export type Deed = z.infer<typeof Deed>;
