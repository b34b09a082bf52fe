import * as z from 'zod';
import { Instant } from '../../base/time';
import { Month } from '../../cost/accrual';
import { EnvironmentKey } from '../environment-name';

const Count = z.number().int().nonnegative();

/** So many of each sort of what needs somebody are named at most; `count` has them all. */
export const mostNeeded = 20;

/** What living environments are and do, and what they cost; USD, of those in which something may exist. */
const Share = z.strictObject({
  environments: Count,
  statuses: z
    .partialRecord(z.enum(['pending', 'ready', 'failed', 'destroying', 'stuck']), Count)
    .describe('How many are in each status; a status that none has is absent.'),
  phases: z
    .partialRecord(z.enum(['queued', 'planning', 'awaiting-approval', 'applying', 'verifying']), Count)
    .describe('The same of the phase of the active run.'),
  spend: z
    .strictObject({
      hourly: z.number().nonnegative(),
      monthly: z.number().nonnegative(),
      unpriced: Count.describe('How many of them have parts without a price, which are not in the sums.'),
    })
    .describe('The fixed cost of those that have been applied, in USD.'),
});
export type Share = z.infer<typeof Share>;

/** Environments that need somebody, the most urgent first. */
const Needed = z.strictObject({
  count: Count,
  items: z
    .array(
      z.strictObject({
        name: EnvironmentKey,
        since: Instant.describe('Since when, or when it ends.'),
      }),
    )
    .max(mostNeeded),
});
export type Needed = z.infer<typeof Needed>;

/** The quota and the budget of the caller or of a team of theirs, and what is used of them. */
export const QuotaView = z.strictObject({
  holder: z.enum(['owner', 'team']),
  name: z.string(),
  environments: z
    .strictObject({ limit: Count, used: Count })
    .describe('How many exist; absent if that is not limited.')
    .optional(),
  hourly: z
    .strictObject({ limit: z.number().nonnegative(), used: z.number().nonnegative() })
    .describe('What they cost an hour, in USD; absent if that is not limited.')
    .optional(),
  budget: z
    .strictObject({
      month: Month.describe('The calendar month (UTC) that it is for.'),
      limit: z.number().positive(),
      used: z.number().nonnegative(),
    })
    .describe(
      'What they have cost this month, also those that are gone, in USD, as far as they have prices; absent if that is not limited.',
    )
    .optional(),
});
export type QuotaView = z.infer<typeof QuotaView>;

/** What lives on the stage, of the caller and of their teams, and what needs the caller now. */
export const SummaryView = z.strictObject({
  at: Instant,
  complete: z
    .boolean()
    .describe('False if there are too many environments to read: the first by name are counted.'),
  all: Share,
  mine: Share,
  teams: Share.describe('Of the teams of the caller.'),
  quotas: z
    .array(QuotaView)
    .describe('The quotas and budgets of the caller and of their teams; empty if nothing is limited.'),
  needs: z.strictObject({
    approval: Needed.describe('Plans that the caller may approve.'),
    failed: Needed.describe('Failed or stuck environments of the caller.'),
    ending: Needed.describe("The caller's environments that end within 24 hours."),
  }),
});
export type SummaryView = z.infer<typeof SummaryView>;
