import * as z from 'zod';
import { Instant } from '../../base/time';
import { Progress } from '../progress';
import { type Run, RunKind } from '../run';
import { Transition } from '../sleep/sleep-state';
import { PlaceInLine } from '../slots/place-in-line';
import { Waiting } from '../waiting';

/** What is being done to an environment, as people see it; `progress` is there once the build reports it, `waiting` while CodeBuild refuses to start one. */
export const RunView = z.strictObject({
  id: z.ulid(),
  kind: RunKind,
  phase: z.enum(['queued', 'planning', 'awaiting-approval', 'applying', 'verifying']),
  since: Instant,
  requestedBy: z.string(),
  requestedAt: Instant,
  planOnly: z.boolean(),
  planOf: z.ulid().nullable(),
  decideBy: Instant.optional(),
  build: z.string().optional(),
  stopRequestedAt: Instant.optional(),
  transition: Transition.describe('A run that only puts to sleep, or wakes.').optional(),
  waiting: Waiting.omit({ told: true }).optional(),
  line: PlaceInLine.describe('Its position among the runs that wait for a slot of the target.').optional(),
  progress: Progress.optional(),
});
export type RunView = z.infer<typeof RunView>;

/** What is known of an active run besides its item: what its build last reported, and where it waits in line. */
export interface RunFacts {
  progress?: Progress | null | undefined;
  line?: PlaceInLine | undefined;
}

/** An active run as people see it. */
export function toRunView(run: Run, { progress, line }: RunFacts): RunView {
  const { id, kind, phase, since, requestedBy, requestedAt, planOnly, planOf } = run;
  return {
    id,
    kind,
    phase,
    since,
    requestedBy,
    requestedAt,
    planOnly,
    planOf,
    ...('decideBy' in run && { decideBy: run.decideBy }),
    ...('build' in run && { build: run.build }),
    ...(run.stop && { stopRequestedAt: run.stop.requestedAt }),
    ...(run.transition && { transition: run.transition }),
    ...waitingView(run),
    ...(line && { line }),
    ...(progress && { progress }),
  };
}

function waitingView(run: Run): Pick<RunView, 'waiting'> {
  if (run.phase !== 'queued' || !run.waiting) return {};
  const { since, words } = run.waiting;
  return { waiting: { since, words } };
}
