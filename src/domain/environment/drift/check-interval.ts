import * as z from 'zod';

/** How often each environment of a stage is checked for drift by itself, in whole days; `off`: only on request. */
export const CheckInterval = z.string().regex(/^(off|([1-9]|[12]\d|30)d)$/, 'must be off, or 1d to 30d');
export type CheckInterval = z.infer<typeof CheckInterval>;
