import { setTimeout as pause } from 'node:timers/promises';
import type {
  ReportedStep,
  RotatedResource,
  RotationStep,
} from '../../domain/environment/rotation/rotation-document';
import type { NotRotated, RotationPlan } from '../../domain/environment/rotation/rotators';
import { failureFrom, runFailure } from '../../domain/environment/run-failure';
import type { RotationDeps, RotationWork, StepWork } from './rotation-work';
import { rotationWorks } from './steps';

/** An object, how it is rotated, and what the list shows of it, which is changed as its steps are taken. */
export interface RotationTodo {
  plan: RotationPlan | NotRotated;
  shown: RotatedResource;
}

/** Where what is done is told. */
export interface Report {
  write: () => Promise<void>;
  log: (line: string) => void;
  begin: (step: string) => void;
}

/** What a rotation needs of its run. */
export interface Rotating {
  context: { abort: AbortController; pauseMs?: number; patienceMs?: number };
  report: Report;
  deps: RotationDeps;
  isDryRun: boolean;
}

/** How long between two looks at what AWS is doing, and how long AWS may take for one step. */
const lookEveryMs = 3_000;
const usualPatienceMs = 15 * 60_000;

/**
 * Takes the steps of one object that are not done, each only after the one before it is. Throws (RunFailure) where one cannot be:
 * then the old value was not retired.
 */
export async function rotateObject({ plan, shown }: RotationTodo, rotating: Rotating): Promise<void> {
  if ('why' in plan) return leave(shown, plan.why, rotating);
  const work = rotationWorks[plan.means](plan, rotating.deps);
  shown.steps = plan.steps.map(([step, does]) => ({ step, does, state: 'to-do' as const }));
  const why = await work.whyLeft?.();
  if (why !== undefined) return leave(shown, why, rotating);
  if (rotating.isDryRun) return lookAt(shown, work);
  await takeSteps(shown, work, rotating);
  shown.result = 'rotated';
  rotating.report.log(`Rotated ${shown.address} (${shown.what}).`);
  await rotating.report.write();
}

async function leave(shown: RotatedResource, why: string, { report }: Rotating): Promise<void> {
  Object.assign(shown, { result: 'left', why, steps: [] });
  report.log(`Left ${shown.address} (${shown.what}) as it is: ${why}`);
  await report.write();
}

async function lookAt(shown: RotatedResource, { steps }: RotationWork): Promise<void> {
  for (const reported of shown.steps)
    if (await steps[reported.step]?.isDone()) reported.state = 'done-before';
}

async function takeSteps(shown: RotatedResource, work: RotationWork, rotating: Rotating): Promise<void> {
  for (const reported of shown.steps) {
    const step = work.steps[reported.step];
    if (step) await takeStep({ shown, reported, step, work }, rotating);
  }
}

interface Taken {
  shown: RotatedResource;
  reported: ReportedStep;
  step: StepWork;
  work: RotationWork;
}

async function takeStep(taken: Taken, rotating: Rotating): Promise<void> {
  const { shown, reported, step } = taken;
  const { report, context } = rotating;
  context.abort.signal.throwIfAborted();
  report.begin(`rotate: ${reported.step}`);
  try {
    reported.state = await carryOut(step, rotating);
  } catch (error) {
    context.abort.signal.throwIfAborted();
    throw await failed(taken, error, rotating);
  }
  report.log(`${shown.address}: ${reported.step} ${reported.state === 'done' ? 'done' : 'was done before'}.`);
  await report.write();
}

async function carryOut(step: StepWork, { context }: Rotating): Promise<'done' | 'done-before'> {
  if (await step.isDone()) return 'done-before';
  await step.carryOut();
  const { abort, pauseMs = lookEveryMs, patienceMs = usualPatienceMs } = context;
  const until = performance.now() + patienceMs;
  while (!(await step.isDone())) {
    if (performance.now() > until) throw runFailure('timed-out', 'AWS did not complete it in time.');
    await pause(pauseMs, undefined, { signal: abort.signal });
  }
  return 'done';
}

const isInUse = 'The new value is current, and not every service is proven to use it.';
const stateAfter: Readonly<Record<RotationStep, string>> = {
  renew: 'The old value is still in use.',
  'put-in-use': 'The old value is still in use.',
  restart: isInUse,
  prove: isInUse,
  retire: 'The new value is in use, and the old one is still valid.',
};

/** Where the new value is not proven, the old one becomes current again: whatever starts next is given what is known to work. */
async function failed({ shown, reported, work }: Taken, error: unknown, { report }: Rotating) {
  const { class: cls, reason } = failureFrom(error);
  Object.assign(shown, { result: 'failed', why: reason.slice(0, 2_000) });
  reported.state = 'failed';
  const isUnproven = reported.step === 'restart' || reported.step === 'prove';
  if (isUnproven && work.putBack) await work.putBack();
  await report.write();
  const kept = isUnproven && work.putBack ? 'The old value is current again.' : stateAfter[reported.step];
  const text = `The step '${reported.step}' of ${shown.address} failed: ${reason} ${kept}`;
  return runFailure(cls, text, [shown.address]);
}
