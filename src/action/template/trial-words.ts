import { formatUsd } from '../../domain/cost/money';
import { counted } from '../../domain/base/counted';
import { formatInstant } from '../../client/text/time';
import type { TrialReport } from './template-report';

/** Whether a job may pass with it: nothing is known against the template. */
export function isFine({ result }: TrialReport): boolean {
  return result === 'passed' || result === 'none';
}

/** A trial in words: how it ended, and then each reason and what to do. */
export function wordsOfTrial(trial: TrialReport): [string, ...string[]] {
  return [headlines[trial.result], ...trial.why, ...nextAfter(trial)];
}

const headlines: Record<TrialReport['result'], string> = {
  passed: 'The trial passed: it was built and destroyed, and nothing is left',
  failed: 'The trial failed',
  left: 'The trial is not destroyed yet: the control plane continues',
  waits: 'The plan of the trial awaits approval',
  none: 'There was no trial',
};

/** What a person may do about it. */
function nextAfter({ result, environment, expiresAt }: TrialReport): string[] {
  if (environment === null) return [];
  if (result === 'left') return [`'idp status ${environment}' shows what is left.`];
  if (result !== 'waits') return [];
  const until = expiresAt === null ? '' : `, until ${formatInstant(expiresAt)}`;
  return [`An approver runs 'idp approve ${environment}'${until}; then run this job again.`];
}

/** What it costs over the trial's lease and in a month; undefined where that is not known. */
export function costOfTrial({ cost }: TrialReport): string | undefined {
  if (cost === null) return undefined;
  const { monthly, lease, unpriced, stated } = cost;
  if (monthly === 0 && unpriced > 0) return 'not estimated';
  const other = stated !== null && formatUsd(stated) !== formatUsd(monthly);
  const differs = other ? `; template.yaml states ${formatUsd(stated)} a month: correct its 'cost'` : '';
  const whole = lease === null ? '' : `${formatUsd(lease)} over the lease of the trial, `;
  const more = unpriced > 0 ? `; ${counted(unpriced, 'part')} not priced` : '';
  return `${whole}${formatUsd(monthly)} a month${more}${differs}`;
}

/** What its receipt says; undefined where there is none. */
export function receiptOfTrial({ receipt, life }: TrialReport): string | undefined {
  if (receipt === null) return undefined;
  const found = receipt.built
    ? `${counted(receipt.checked, 'resource')} checked, nothing is left`
    : 'nothing was built, so there was nothing to destroy';
  return `${found} (${formatInstant(receipt.endedAt)}); 'idp receipt ${life}' shows the evidence`;
}
