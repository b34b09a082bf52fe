import { leasehold } from '../../access/actor';
import { DomainError } from '../../base/errors';
import { and, type Change, type EventDraft, type Moment, requireIdle } from '../decisions/change';
import { closeRun, withRun } from '../decisions/runs';
import { requireStanding } from '../drift/check-drift';
import type { Environment, Living } from '../environment';
import type { Outcome } from '../outcome';
import type { Run } from '../run';
import type { AskedCertificate } from './given-certificate';
import { isReplacement, openReplacement, replacementEnded, withReplaced } from './replace-certificate';
import type { AskedWalk, Rotation } from './rotation';

/** Who wants an environment rotated; a dry run says what would be, and changes nothing. */
export interface RotationRequest {
  by: string;
  dryRun: boolean;
  walk?: AskedWalk | undefined;
  certificate?: AskedCertificate | undefined;
}

/** Opens the run that rotates what the environment holds. A rotation that came to no end goes on: what it has done is not done again. */
export function rotateEnvironment(
  environment: Environment,
  { by, dryRun, walk, certificate }: RotationRequest,
  moment: Moment,
): Change {
  const living = requireStanding(environment, moment.now, 'rotate');
  requireIdle(living);
  if (certificate) return openReplacement(living, { by, dryRun, certificate }, moment);
  if (living.applied?.sleep?.asleep === true)
    throw new DomainError('AsleepForRotation', { name: living.name });
  if (dryRun) return withRun(living, { kind: 'rotate', by, planOnly: true }, moment);
  const open = living.rotation?.endedAt === undefined ? living.rotation : undefined;
  const begun = open ?? { id: moment.newRun, since: moment.now, by };
  const rotation: Rotation = { id: begun.id, since: begun.since, by, ...walkOf(begun.id, walk) };
  const data = { run: moment.newRun, rotation: rotation.id, resumed: open !== undefined };
  const change = withRun({ ...living, rotation }, { kind: 'rotate', by }, moment);
  return and(change, [{ type: 'RotationStarted', actor: by, data }]);
}

/** The first component gives its walk the id of its rotation. */
function walkOf(rotation: string, walk: AskedWalk | undefined): Pick<Rotation, 'walk'> {
  return walk ? { walk: { id: walk.id ?? rotation, left: walk.left } } : {};
}

/** Takes in what was rotated; a dry run leaves only its list. */
export function settleRotated(
  environment: Living & { run: Run },
  { counts, replaced }: Extract<Outcome, { result: 'rotated' }>,
  { now }: Moment,
): Change {
  const { run } = environment;
  const closed = closeRun(run, { result: run.planOnly ? 'listed' : 'rotated', by: leasehold }, now);
  const settled = { ...environment, run: null, lastRun: closed.lastRun } as Living;
  const change = { events: [closed.event], effects: closed.effects };
  if (run.planOnly) return { environment: settled, ...change };
  if (isReplacement(run)) {
    const ended = replacementEnded(run, { result: 'rotated', ...counts });
    return and({ environment: { ...settled, ...withReplaced(settled, replaced) }, ...change }, [ended]);
  }
  if (!environment.rotation) return { environment: settled, ...change };
  const rotation = { ...environment.rotation, endedAt: now };
  const data = { run: run.id, rotation: rotation.id, result: 'rotated', ...counts };
  return and({ environment: { ...settled, rotation }, ...change }, [rotationEnded(data)]);
}

/** What an event says of a rotation whose run came to nothing: the next one goes on with it. */
export function stoppedRotation({ run, rotation }: Living & { run: Run }, result: string): EventDraft[] {
  if (run.kind !== 'rotate' || run.planOnly) return [];
  if (isReplacement(run)) return [replacementEnded(run, { result })];
  if (!rotation) return [];
  return [rotationEnded({ run: run.id, rotation: rotation.id, result })];
}

function rotationEnded(data: NonNullable<EventDraft['data']>): EventDraft {
  return { type: 'RotationEnded', actor: leasehold, data };
}
