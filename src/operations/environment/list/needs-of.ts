import { idsOf } from '../../../domain/access/authorize';
import { day, type Instant, plus } from '../../../domain/base/time';
import { type Environment, isLiving } from '../../../domain/environment/environment';
import { mostNeeded, type Needed, type SummaryView } from '../../../domain/environment/summary/summary-view';
import type { Doer } from '../deeds/deed-rules';
import { mayDo } from '../deeds/deeds-of';

/** An environment, and since when (or from when on) it needs somebody. */
interface Need {
  name: string;
  since: Instant;
}

/** What needs the doer now: plans to decide about, what is theirs and failed, what of theirs ends soon. */
export function needsOf(
  environments: readonly Environment[],
  doer: Doer,
  now: Instant,
): SummaryView['needs'] {
  const soon = plus(now, day);
  const mine = environments.filter(({ owner }) => idsOf(doer.actor).includes(owner));
  return {
    approval: neededOf(environments.filter((one) => mayDo('approve', one, { doer, now })).map(sinceRun)),
    failed: neededOf(mine.flatMap(sinceFailed)),
    ending: neededOf(mine.flatMap((one) => endsBy(one, soon))),
  };
}

function sinceRun({ name, run, updatedAt }: Environment): Need {
  return { name, since: run?.since ?? updatedAt };
}

function sinceFailed({ name, status, lastRun, updatedAt }: Environment): Need[] {
  return status === 'failed' || status === 'stuck' ? [{ name, since: lastRun?.at ?? updatedAt }] : [];
}

function endsBy(environment: Environment, soon: Instant): Need[] {
  const { name, lease } = environment;
  if (!isLiving(environment) || lease.expiresAt === null || lease.expiresAt > soon) return [];
  return [{ name, since: lease.expiresAt }];
}

/** By time, the earliest first. */
function neededOf(needs: readonly Need[]): Needed {
  const sorted = [...needs].sort((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since)));
  return { count: needs.length, items: sorted.slice(0, mostNeeded) };
}
