import { addUp } from '../../../domain/cost/money';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import type { Share } from '../../../domain/environment/summary/summary-view';

/** What some environments are and do, and what those of them cost that were applied. */
export function shareOf(environments: readonly Environment[]): Share {
  const living = environments.filter((one) => !hasEnded(one));
  const costs = living.filter(({ applied }) => applied).map(({ cost }) => cost);
  return {
    environments: living.length,
    statuses: countBy(living.map(({ status }) => status)),
    phases: countBy(living.flatMap(({ run }) => run?.phase ?? [])),
    spend: {
      hourly: addUp(costs.map(({ hourly }) => hourly)),
      monthly: addUp(costs.map(({ monthly }) => monthly)),
      unpriced: costs.filter(({ unpriced }) => unpriced.length > 0).length,
    },
  };
}

function countBy<Word extends string>(words: readonly Word[]): Partial<Record<Word, number>> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
