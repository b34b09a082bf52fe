import { type HeldObject, heldObjects } from '../../domain/environment/rotation/held-values';
import type { RotatedResource } from '../../domain/environment/rotation/rotation-document';
import { planImport, rotators } from '../../domain/environment/rotation/rotators';
import type { Outcome } from '../../domain/environment/outcome';
import { runFailure } from '../../domain/environment/run-failure';
import { parseState } from '../../domain/terraform/state-file';
import type { RunContext } from '../run-context';
import { replacedBy } from './import-certificate';
import { type Report, rotateObject } from './rotate-object';
import type { RotationDeps } from './rotation-work';
import { takeCertificate } from './take-certificate';
import { targetRotation } from './target-rotation';

type Todo = Parameters<typeof rotateObject>[0];
type Given = RotationDeps['given'];

/** Rotates what the state of the environment holds, one value after the other, or lists what would be. Terraform is not run. */
export async function rotate(context: RunContext): Promise<Outcome> {
  const asked = context.environment.run?.certificate;
  if (!asked) return rotateAll(context, await everything(context));
  const { given, remove } = await takeCertificate(context, asked);
  try {
    return await replace(context, asked.address, given);
  } finally {
    await remove();
  }
}

async function replace(
  context: RunContext,
  address: string,
  given: NonNullable<Given>,
): Promise<Outcome & { result: 'rotated' }> {
  const plan = planImport(address, await heldBy(context));
  if ('why' in plan) throw runFailure('configuration', plan.why, [address]);
  const shown = shownOf({ address, type: 'aws_acm_certificate' }, 'certificate');
  const outcome = await rotateAll(context, [{ plan, shown }], given);
  return { ...outcome, replaced: replacedBy(given, plan.id) };
}

async function rotateAll(
  context: RunContext,
  resources: readonly Todo[],
  given?: Given,
): Promise<Outcome & { result: 'rotated' }> {
  const { environment, accessTo, target } = context;
  const isDryRun = environment.run?.planOnly ?? false;
  const report = reportOf(context, resources);
  await report.write();
  const aws = targetRotation(accessTo(target));
  const rotation = openRotation(context) ?? { id: context.run, since: context.clock() };
  const deps = { aws, rotation, ...(given && { given }) };
  try {
    for (const todo of resources) await rotateObject(todo, { context, report, deps, isDryRun });
  } finally {
    aws.close();
  }
  return { result: 'rotated', counts: countsOf(resources) };
}

/** The rotation of all values that this run goes on with; a dry run and the replacement of a certificate are none. */
function openRotation({ environment: { run, rotation } }: RunContext) {
  return run?.planOnly || run?.certificate ? undefined : rotation;
}

/** Everything that a row of the table takes, in the order of the state. */
async function everything(context: RunContext): Promise<Todo[]> {
  const held = await heldBy(context);
  return held.flatMap((object) => {
    const rotator = Object.hasOwn(rotators, object.type) ? rotators[object.type] : undefined;
    const plan = rotator?.plan(object, held);
    return rotator && plan ? [{ plan, shown: shownOf(object, rotator.what) }] : [];
  });
}

async function heldBy({ states, life, persist }: RunContext): Promise<HeldObject[]> {
  const stored = await persist(() => states.readState(life));
  if (stored) return heldObjects(parseState(stored.body));
  throw runFailure('configuration', 'It has no Terraform state, so nothing is known to be rotated.');
}

function shownOf({ address, type }: { address: string; type: string }, what: string): RotatedResource {
  return { address: address.slice(0, 300), type, what, result: 'to-do', steps: [] };
}

/** The list is written again after each step: of a run that is killed, it says how far it came. */
function reportOf(context: RunContext, resources: readonly Todo[]): Report {
  const { run, clock, artifacts, persist, log, board } = context;
  const rotation = openRotation(context)?.id ?? null;
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
