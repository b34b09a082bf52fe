import { row } from '../error-row';

/** What a stage limits, and what was asked for beyond it. */
export const limitErrors = {
  QuotaReached: row(
    'conflict',
    (d: { quota: string; holder: string; limit: string; used: string; asked: string }) =>
      `The quota '${d.quota}' of ${d.holder} is reached: limit ${d.limit}, used ${d.used}, requested ${d.asked} more. Destroy an environment ('idp list' shows them), or ask an administrator to raise the quota ('idp quotas' shows yours).`,
  ),
  BudgetReached: row(
    'conflict',
    (
      d: Record<'holder' | 'month' | 'limit' | 'used' | 'until' | 'who' | 'what', string> & {
        percent: number;
      },
    ) =>
      `The budget of ${d.holder} for ${d.month} has reached ${d.percent} % (${d.used} of ${d.limit}): until ${d.until} (UTC), ${d.who} can ${d.what}. Destroy what is not needed, or ask an administrator to raise the budget ('idp quotas' shows it).`,
  ),
};
