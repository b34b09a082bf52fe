import type { ErrorCode } from '../../../src/domain/base/errors';

/** What the reference knows of a life: far less than the registry, and said in other words than the decider's. */
export interface ModelLife {
  status: 'pending' | 'ready' | 'failed' | 'destroying' | 'stuck' | 'destroyed';
  run: ModelRun | null;
  /** Whether the last run that ended was asked to plan only: trying it again is asking so again. */
  lastNeededApproval: boolean;
  /** The run that last began to apply; null if nothing ever did. */
  applied: string | null;
  /** Who asked for what is wanted, and who for what was applied. */
  asker: string;
  appliedAsker: string | null;
  startedAt: number;
  expiresAt: number;
  attempts: number;
  nextAttemptAt: number | null;
}

/** The one run of a life; `id` is filled in from what was really written, as the model makes no ids. */
export interface ModelRun {
  id: string;
  destroys: boolean;
  phase: 'queued' | 'planning' | 'awaiting-approval' | 'applying' | 'verifying';
  build: string | null;
  stop: boolean;
  needsApproval: boolean;
  approved: boolean;
  decideBy: number;
  /** Who had it done, and whether its plan needs more than a yes to having been planned. */
  by: string;
  dear: boolean;
}

/** Something that an actor tries; times in milliseconds. */
export type ModelCommand =
  | { type: 'change'; planOnly: boolean; by: string }
  | { type: 'extend' | 'destroy' | 'cancel' | 'tick' }
  | { type: 'retry'; by: string }
  | { type: 'approve' | 'reject'; rightPlan: boolean; by: string; ownAllowed: boolean }
  | { type: 'claim-run' | 'begin-apply' | 'begin-verify'; run: string; build: string }
  | { type: 'settle-run'; run: string; build: string | null; result: ModelResult; dear: boolean };

export type ModelResult = 'planned' | 'applied' | 'failed' | 'unaccounted' | 'cancelled' | 'destroyed';

/** A refusal by its code, or the life as it then is: the same one where nothing changes. */
export type ModelAnswer = { refused: ErrorCode } | { life: ModelLife };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const longestLease = 30 * day;
const approvalTime = 3 * day;
const pausesInMinutes = [1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1440];

/** The id that a run has until it is known which one was written. */
export const newRun = 'new';

/** A life that was just asked for. */
export function modelBirth(
  now: number,
  leaseMs: number,
  asked: { planOnly: boolean; by: string },
): ModelLife {
  const { planOnly, by } = asked;
  const given = {
    startedAt: now,
    expiresAt: now + leaseMs,
    attempts: 0,
    nextAttemptAt: null,
    lastNeededApproval: false,
    asker: by,
    appliedAsker: null,
  };
  return { status: 'pending', run: queued({ needsApproval: planOnly, by }), applied: null, ...given };
}

/** What must become of a command, said once more and as simply as can be. */
export function modelAnswer(life: ModelLife, command: ModelCommand, now: number): ModelAnswer {
  switch (command.type) {
    case 'change':
      return whileWanted(life, now, () => (life.run ? refuse('RunActive') : { life: change(life, command) }));
    case 'extend':
      return whileWanted(life, now, () => extend(life));
    case 'approve':
    case 'reject':
      return whileWanted(life, now, () => decidePlan(life, command));
    case 'destroy':
      return { life: wanted(life) ? doom(life) : life };
    case 'cancel':
      return cancel(life);
    case 'retry':
      return retry(life, command.by, now);
    case 'tick':
      return { life: tick(life, now) };
    case 'claim-run':
      return claim(life, command);
    case 'begin-apply':
      return beginApply(life, command, now);
    case 'begin-verify':
      return beginVerify(life, command);
    case 'settle-run':
      return { life: settle(life, command, now) };
  }
}

const wanted = ({ status }: ModelLife) => ['pending', 'ready', 'failed'].includes(status);
const refuse = (refused: ErrorCode) => ({ refused });

function queued(more: Partial<ModelRun>): ModelRun {
  const idle = {
    build: null,
    stop: false,
    needsApproval: false,
    approved: false,
    decideBy: 0,
    by: '',
    dear: false,
  };
  return { id: newRun, destroys: false, phase: 'queued', ...idle, ...more };
}

function whileWanted(life: ModelLife, now: number, then: () => ModelAnswer): ModelAnswer {
  if (!wanted(life)) return refuse('WrongStatus');
  return now >= life.expiresAt ? refuse('LeaseOver') : then();
}

function change(life: ModelLife, { planOnly, by }: { planOnly: boolean; by: string }): ModelLife {
  return { ...life, asker: by, run: queued({ needsApproval: planOnly, by }) };
}

function extend(life: ModelLife): ModelAnswer {
  const expiresAt = life.expiresAt + hour;
  return expiresAt > life.startedAt + longestLease
    ? refuse('LeaseTooLong')
    : { life: { ...life, expiresAt } };
}

interface PlanDecision {
  type: string;
  rightPlan: boolean;
  by: string;
  ownAllowed: boolean;
}

function decidePlan(life: ModelLife, { type, rightPlan, by, ownAllowed }: PlanDecision): ModelAnswer {
  if (life.run?.phase !== 'awaiting-approval') return refuse('NotAwaitingApproval');
  if (!rightPlan) return refuse('PlanChanged');
  if (type === 'approve') {
    const { needsApproval, dear } = life.run;
    const own = by === life.asker || by === life.run.by;
    if (dear && own && !ownAllowed) return refuse('SelfApproval');
    return { life: { ...ended(life), run: queued({ needsApproval, approved: true, by }) } };
  }
  return { life: life.applied === null ? doom(life) : givenUp(life) };
}

/** Nothing came of the run: a life that was never ready has failed. */
function givenUp(life: ModelLife): ModelLife {
  return {
    ...ended(life),
    ...backToApplied(life),
    status: life.status === 'pending' ? 'failed' : life.status,
  };
}

/** What is wanted is once more what was applied. */
function backToApplied({ asker, appliedAsker }: ModelLife) {
  return { asker: appliedAsker ?? asker };
}

function ended(life: ModelLife): ModelLife {
  return { ...life, run: null, lastNeededApproval: life.run?.needsApproval ?? false };
}

/** A build at work is asked to stop, and the destroy waits for it; anything else gives way at once. */
function doom(life: ModelLife): ModelLife {
  const doomed: ModelLife = { ...life, status: 'destroying' };
  return life.run?.build ? { ...doomed, run: { ...life.run, stop: true } } : attempt(doomed);
}

function attempt(life: ModelLife): ModelLife {
  if (life.applied === null) return { ...life, status: 'destroyed', run: null };
  const attempts = life.attempts + 1;
  return { ...life, attempts, nextAttemptAt: null, run: queued({ destroys: true }) };
}

function cancel(life: ModelLife): ModelAnswer {
  if (!wanted(life)) return refuse('WrongStatus');
  if (!life.run) return refuse('NoActiveRun');
  return { life: life.run.build ? { ...life, run: { ...life.run, stop: true } } : givenUp(life) };
}

function retry(life: ModelLife, by: string, now: number): ModelAnswer {
  if (life.run) return refuse('RunActive');
  if (life.status === 'destroying' || life.status === 'stuck') return { life: attempt(life) };
  return whileWanted(life, now, () =>
    life.status === 'failed'
      ? { life: { ...life, run: queued({ needsApproval: life.lastNeededApproval, by }) } }
      : refuse('WrongStatus'),
  );
}

function tick(life: ModelLife, now: number): ModelLife {
  if (life.status === 'destroyed') return life;
  if (!wanted(life)) return !life.run && (life.nextAttemptAt ?? 0) <= now ? attempt(life) : life;
  if (now >= life.expiresAt) return doom(life);
  const late = life.run?.phase === 'awaiting-approval' && life.run.decideBy <= now;
  return late ? givenUp(life) : life;
}

type Claim = { run: string; build: string };

function claim(life: ModelLife, { run: id, build }: Claim): ModelAnswer {
  const { run } = life;
  if (run?.id !== id) return refuse('RunRefused');
  if (run.build === build) return { life };
  if (run.build !== null || run.phase !== 'queued') return refuse('RunRefused');
  return { life: { ...life, run: { ...run, build, phase: run.destroys ? 'applying' : 'planning' } } };
}

function beginApply(life: ModelLife, { run: id, build }: Claim, now: number): ModelAnswer {
  const { run } = life;
  if (run?.id !== id || run.build !== build) return refuse('RunRefused');
  if (life.applied === id) return { life };
  const mayApply =
    !run.destroys && run.phase === 'planning' && !run.stop && wanted(life) && now < life.expiresAt;
  if (!mayApply || (run.needsApproval && !run.approved)) return refuse('RunRefused');
  return { life: { ...life, applied: id, appliedAsker: life.asker, run: { ...run, phase: 'applying' } } };
}

function beginVerify(life: ModelLife, { run: id, build }: Claim): ModelAnswer {
  const { run } = life;
  if (run?.id !== id || run.build !== build || !run.destroys) return refuse('RunRefused');
  return { life: { ...life, run: { ...run, phase: 'verifying' } } };
}

type Settle = { run: string; build: string | null; result: ModelResult; dear: boolean };

function settle(life: ModelLife, { run: id, build, result, dear }: Settle, now: number): ModelLife {
  const { run } = life;
  if (run?.id !== id || run.build !== build || run.phase === 'awaiting-approval') return life;
  if (!wanted(life)) return run.destroys ? settleDestroy(life, result, now) : attempt({ ...life, run: null });
  if (result === 'applied') return { ...ended(life), status: 'ready' };
  if (result === 'planned') {
    if (run.stop) return givenUp(life);
    return {
      ...life,
      run: { ...run, build: null, phase: 'awaiting-approval', decideBy: now + approvalTime, dear },
    };
  }
  const untouched = life.status === 'ready' && life.applied !== id;
  const asker = life.applied === id ? life : backToApplied(life);
  return { ...ended(life), asker: asker.asker, status: untouched ? 'ready' : 'failed' };
}

function settleDestroy(life: ModelLife, result: ModelResult, now: number): ModelLife {
  if (result === 'destroyed') return { ...life, status: 'destroyed', run: null };
  const pause = result === 'unaccounted' ? undefined : pausesInMinutes[life.attempts - 1];
  const stuck = life.status === 'stuck' || pause === undefined;
  const wait = stuck ? day : (pause ?? 0) * minute;
  return { ...life, run: null, status: stuck ? 'stuck' : 'destroying', nextAttemptAt: now + wait };
}
