import * as z from 'zod';
import { Report } from './report';

/** What a step came to, for the steps and jobs behind; what is not known of its environment is null, and no fact. */
export const StepReport = z.strictObject({
  /** What it was to do: make or change the environment, or end it. */
  step: z.enum(['make', 'end']),
  /** `underway` where the step was ended before it could say more; `nothing` where there was nothing to do. */
  ended: z.enum(['done', 'nothing', 'failed', 'cancelled', 'underway']),
  /** Why it failed. */
  cause: z.string().nullable(),
  environment: Report.nullable(),
});
export type StepReport = z.infer<typeof StepReport>;
