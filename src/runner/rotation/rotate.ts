import { heldObjects } from '../../domain/environment/rotation/held-values';
import type { RotatedResource } from '../../domain/environment/rotation/rotation-document';
import { rotators } from '../../domain/environment/rotation/rotators';
import type { Outcome } from '../../domain/environment/outcome';
import { runFailure } from '../../domain/environment/run-failure';
import { parseState } from '../../domain/terraform/state-file';
import type { RunContext } from '../run-context';
import { type Report, rotateObject } from './rotate-object';
import type { RotationDeps } from './rotation-work';
import { targetRotation } from './target-rotation';

/** Rotates what the state of the environment holds, one value after the other, or lists what would be. Terraform is not run. */
export async function rotate(context: RunContext): Promise<Outcome> {
  const { environment, accessTo, target } = context;
  const isDryRun = environment.run?.planOnly ?? false;
  const { rotation } = environment;
  const resources = await toRotate(context);
  const report = reportOf(context, resources);
  await report.write();
  const aws = targetRotation(accessTo(target));
  const own = isDryRun || !rotation ? { id: context.run, since: context.clock() } : rotation;
  try {
    await rotateAll(resources, { context, report, deps: { aws, rotation: own }, isDryRun });
  } finally {
    aws.close();
  }
  return { result: 'rotated', counts: countsOf(resources) };
}

type Todo = Parameters<typeof rotateObject>[0];

/** Everything that a row of the table takes, in the order of the state. */
async function toRotate({ states, life, persist }: RunContext): Promise<Todo[]> {
  const stored = await persist(() => states.readState(life));
  if (!stored)
    throw runFailure('configuration', 'It has no Terraform state, so nothing is known to be rotated.');
  const held = heldObjects(parseState(stored.body));
  return held.flatMap((object) => {
    const rotator = Object.hasOwn(rotators, object.type) ? rotators[object.type] : undefined;
    const plan = rotator?.plan(object, held);
    return rotator && plan ? [{ plan, shown: shownOf(object, rotator.what) }] : [];
  });
}

function shownOf({ address, type }: { address: string; type: string }, what: string): RotatedResource {
  return { address: address.slice(0, 300), type, what, result: 'to-do', steps: [] };
}

interface Rotating {
  context: RunContext;
  report: Report;
  deps: RotationDeps;
  isDryRun: boolean;
}

async function rotateAll(resources: readonly Todo[], rotating: Rotating): Promise<void> {
  for (const todo of resources) await rotateObject(todo, rotating);
}

/** The list is written again after each step: of a run that is killed, it says how far it came. */
function reportOf(
  { run, environment, clock, artifacts, persist, log, board }: RunContext,
  resources: Todo[],
): Report {
  const rotation = environment.run?.planOnly ? null : (environment.rotation?.id ?? null);
  const write = () => {
    const shown = resources.map((one) => one.shown);
    return persist(() => artifacts.writeRotation({ run, rotation, at: clock(), resources: shown }));
  };
  return { write, log, begin: (step) => board.begin(step) };
}

function countsOf(resources: readonly Todo[]) {
  const left = resources.filter(({ shown }) => shown.result === 'left').length;
  return { rotated: resources.length - left, left };
}
