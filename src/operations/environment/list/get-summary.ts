import type { Actor } from '../../../domain/access/actor';
import { idsOf } from '../../../domain/access/authorize';
import type { SummaryView } from '../../../domain/environment/summary/summary-view';
import type { Deps } from '../../ports/deps';
import { doerOf, type ShowingDeps } from '../deeds/show-environment';
import { budgetsOf } from './budgets-of';
import { gather } from './gather';
import { needsOf } from './needs-of';
import { quotasOf } from './quotas-of';
import { shareOf } from './share-of';

const living = ['pending', 'ready', 'failed', 'destroying', 'stuck'];

/** What lives, of everybody, of the caller and of their teams, and what needs the caller. The index may be slightly out of date. */
export async function getSummary(
  { actor }: { actor: Actor },
  deps: Pick<Deps, 'registry' | 'limits' | 'accounts'> & ShowingDeps,
): Promise<SummaryView> {
  const { items, complete } = await gather((page) => deps.registry.list({ is: { status: living } }, page));
  const now = deps.clock();
  const doer = await doerOf(actor, items, deps);
  const ids = idsOf(actor);
  return {
    at: now,
    complete,
    all: shareOf(items),
    mine: shareOf(items.filter(({ owner }) => ids.includes(owner))),
    teams: shareOf(items.filter(({ team }) => team !== null && actor.teams.includes(team))),
    quotas: quotasOf(actor, items, { limits: deps.limits, budgets: await budgetsOf(actor, deps) }),
    needs: needsOf(items, doer, now),
  };
}
