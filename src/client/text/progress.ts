import { counted } from '../../domain/base/counted';
import type { EnvironmentView, RunView } from '../typed/types';
import { printable } from './paint';
import { formatDistance, formatDuration, formatInstant } from './time';

/** The steps that a build reports, as a person reads them. */
const stepNames: Record<string, string> = {
  prepare: 'Preparing',
  init: 'Preparing',
  plan: 'Planning',
  images: 'Checking images',
  apply: 'Applying',
  verify: 'Verifying',
  adopt: 'Checking for untracked resources',
  record: 'Recording the result',
};

const phaseNames: Record<RunView['phase'] | 'destroying' | 'rotating', string> = {
  queued: 'Queued',
  planning: 'Planning',
  'awaiting-approval': 'Awaiting approval',
  applying: 'Applying',
  verifying: 'Verifying',
  destroying: 'Destroying',
  rotating: 'Rotating',
};

/** What a run of each kind does once it has begun. */
const doings = { provision: 'applying', destroy: 'destroying', rotate: 'rotating' } as const;

/** What is being done, as one line; a new `key` says that something was achieved, not only that time has passed. */
export interface Tick {
  text: string;
  key: string;
  /** Lines that a terminal shows above it, in place too. */
  rows?: readonly string[];
}

type Progress = NonNullable<RunView['progress']>;

/** However long a step takes, a log shows a sign of life this often. */
const signOfLifeMs = 30_000;

/** What is being done to an environment, as one line; the key changes when something has come about, or not for long. */
export function describeProgress(view: EnvironmentView, now: number): Tick {
  const { run, status } = view;
  if (run) return run.line ? describeLine(run.line, view.target, now) : describeRun(run, now);
  const next = 'destruction' in view ? view.destruction?.nextAttemptAt : null;
  if (next == null) return { text: status, key: status };
  return { text: `${status} · next attempt ${formatDistance(next, now)}`, key: `${status} ${next}` };
}

function describeRun(run: RunView, now: number): Tick {
  return run.waiting ? describeWaiting(run.waiting, now) : describeWork(run, now);
}

/** A run that waits until others of its target have ended. */
function describeLine(
  { position, of, since }: NonNullable<RunView['line']>,
  target: string,
  now: number,
): Tick {
  const waited = now - Date.parse(since);
  const text = `Waiting for a slot of target ${printable(target)} ${formatDuration(waited)} · ${position} of ${of} in line`;
  return { text, key: `line ${position} ${of} ${Math.floor(waited / signOfLifeMs)}` };
}

/** A run that CodeBuild has no room for, in CodeBuild's own words. */
function describeWaiting({ since, words }: NonNullable<RunView['waiting']>, now: number): Tick {
  const waited = now - Date.parse(since);
  const text = `Waiting for CodeBuild ${formatDuration(waited)}, since ${formatInstant(since)} · ${printable(words)}`;
  return { text, key: `waiting ${words} ${Math.floor(waited / signOfLifeMs)}` };
}

function describeWork({ kind, phase, since, stopRequestedAt, progress }: RunView, now: number): Tick {
  const stopping = stopRequestedAt === undefined ? '' : 'Stopping · ';
  const doing = phase === 'applying' ? doings[kind] : phase;
  if (!progress || phase === 'queued' || phase === 'awaiting-approval') {
    const waited = now - Date.parse(since);
    const key = `${stopping}${phase} ${Math.floor(waited / signOfLifeMs)}`;
    return { text: `${stopping}${phaseNames[doing]} ${formatDuration(waited)}`, key };
  }
  const { done, total } = progress;
  const step = describeStep(doing, progress.step);
  const counts = total > 0 ? `${done}/${counted(total, 'resource')}` : step;
  const text = [counts, ...describeCurrent(progress)].join(' · ');
  const beats = Math.floor((now - Date.parse(since)) / signOfLifeMs);
  // Two steps of one name are one thing to whoever reads: a log would say the same line twice.
  return { text: `${stopping}${text}`, key: [stopping, phase, step, done, total, beats].join(' ') };
}

/** A step of a newer runner has no name here; it is shown as it is reported. */
function describeStep(doing: keyof typeof phaseNames, step: string): string {
  const name = stepNames[step];
  if (doing !== 'destroying') return name ?? `${phaseNames[doing]} · ${step}`;
  return step === 'apply' ? phaseNames[doing] : `${phaseNames[doing]} · ${name?.toLowerCase() ?? step}`;
}

/** The resource that Terraform has been at longest, and how many others it is at. */
function describeCurrent({ current }: Progress): string[] {
  const [slowest] = [...current].sort((one, other) => other.seconds - one.seconds);
  if (!slowest) return [];
  const others = current.length > 1 ? [`+${current.length - 1} more`] : [];
  return [`${slowest.address} ${slowest.action} ${formatDuration(slowest.seconds * 1_000)}`, ...others];
}
