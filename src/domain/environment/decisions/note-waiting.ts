import { leasehold } from '../../access/actor';
import { hour, plus } from '../../base/time';
import { type Environment, hasEnded } from '../environment';
import type { Run } from '../run';
import type { Refusal, Waiting } from '../waiting';
import { type Change, type EventDraft, type Moment, unchanged } from './change';

/** How long a run may wait for its build before people are notified. */
export const longestQuietWait = hour;

/** What the sweep found of a run that no build has claimed; `refusal` is null where its build is not refused. */
export interface WaitingNote {
  run: string;
  refusal: Refusal | null;
}

/** Keeps why and since when a queued run waits for its build; people are notified once, after an hour. */
export function noteWaiting(
  environment: Environment,
  { run: id, refusal }: WaitingNote,
  { now }: Moment,
): Change | null {
  const { run } = environment;
  if (hasEnded(environment) || run?.id !== id || run.phase !== 'queued') return unchanged;
  const { waiting: before, ...rest } = run;
  const waiting = refusal ? waitingOf(before, refusal, now) : undefined;
  if (JSON.stringify(waiting) === JSON.stringify(before)) return unchanged;
  const events = waiting?.told && !before?.told ? [waitsLong(run, waiting)] : [];
  return {
    environment: { ...environment, run: { ...rest, ...(waiting && { waiting }) } },
    events,
    effects: [],
  };
}

function waitingOf(before: Waiting | undefined, { at, words }: Refusal, now: string): Waiting {
  const since = before?.since ?? at;
  return { since, words, told: (before?.told ?? false) || now >= plus(since, longestQuietWait) };
}

function waitsLong({ id, kind }: Run, { since, words }: Waiting): EventDraft {
  return { type: 'RunWaitsLong', actor: leasehold, data: { run: id, kind, since, reason: words } };
}
