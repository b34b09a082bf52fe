import type { EnvironmentView } from '../../client/typed/types';
import { isGone } from '../../client/follow-environment';

/** What ends within this time stands above what does not, in milliseconds. */
const soonMs = 24 * 3_600_000;

const names = new Intl.Collator('en', { numeric: true });

/** What needs a person first, then what ends soon, the soonest first, then the rest by name: `demo-2` before `demo-10`. */
export function inOrder(views: readonly EnvironmentView[], now: number): EnvironmentView[] {
  return views
    .map((view) => ({ view, rank: rankOf(view, now), end: endOf(view) }))
    .sort(
      (a, b) =>
        a.rank - b.rank || (a.rank === 1 ? a.end - b.end : 0) || names.compare(a.view.name, b.view.name),
    )
    .map(({ view }) => view);
}

function rankOf(view: EnvironmentView, now: number): number {
  if (isGone(view.status)) return 3;
  if (view.status === 'failed' || view.status === 'stuck') return 0;
  return endOf(view) - now < soonMs ? 1 : 2;
}

function endOf({ lease }: EnvironmentView): number {
  return lease.expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(lease.expiresAt);
}
