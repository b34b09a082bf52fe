import fc from 'fast-check';
import { hour, second } from '../../../src/domain/base/time';
import { isDomainError } from '../../../src/domain/base/errors';
import type { Environment } from '../../../src/domain/environment/environment';
import { getEnvironment } from '../../../src/operations/environment/get-environment';
import { getOutputs } from '../../../src/operations/environment/get-outputs';
import { getPlan } from '../../../src/operations/environment/get-plan';
import { getRun } from '../../../src/operations/environment/get-run';
import { actors } from '../../support/plane/operations-stage';
import { oddLife, type OddLife } from './odd-lives';
import { OddPlane } from './odd-plane';

/** How often the sweep comes by at most; it takes a few turns more than the life still has runs that go wrong. */
const turnsAlone = 24;

/**
 * Lets lives with the oddest secrets, texts and files go on as they may, and holds of each what must hold of every life: it
 * is destroyed by the end of its lease alone, with no person; whatever is read of it is read or refused by name; and no
 * failure shows a secret. Throws fast-check's report, with its seed and the smallest life, at the first that does not.
 */
export async function checkOddLives(options: { lives: number; seed: number }): Promise<void> {
  const property = fc.asyncProperty(oddLife, (life) => OddPlane.with(life, (plane) => live(life, plane)));
  await fc.assert(property, { numRuns: options.lives, seed: options.seed, verbose: 1 });
}

async function live(life: OddLife, plane: OddPlane): Promise<void> {
  const left = [...life.runs];
  for (const word of ['nothing' as const, ...life.tried]) {
    await plane.ask(await plane.commandOf(word));
    await plane.sweep();
    await plane.build(left.shift());
    refuseSecrets(await plane.read(), life, plane);
    await readEverything(plane);
    plane.world.pass(30 * second);
  }
  const ended = await endAlone(plane, left);
  expect({ status: ended.status, run: ended.run }).toEqual({ status: 'destroyed', run: null });
  await readEverything(plane);
}

/** Nobody asks for anything any more; time passes, the sweep comes by, and what it starts is built. */
async function endAlone(plane: OddPlane, left: OddLife['runs']): Promise<Environment> {
  for (let turn = 0; turn < turnsAlone; turn += 1) {
    const environment = await plane.read();
    if (environment.status === 'destroyed') return environment;
    plane.world.pass(3 * hour);
    await plane.sweep();
    await plane.build(left.shift());
  }
  return plane.read();
}

/** What cannot be read is refused by name, and takes nothing else with it. */
async function readEverything({ deps, ran }: OddPlane): Promise<void> {
  const actor = actors.root;
  expect((await getEnvironment({ actor, name: 'foo' }, deps)).name).toBe('foo');
  const refusable = [
    getOutputs({ name: 'foo' }, deps),
    ...ran.flatMap(({ run: id }) => [getPlan({ actor, id }, deps), deps.artifacts.readReceipt(id)]),
  ];
  for (const one of await Promise.allSettled(refusable))
    if (one.status === 'rejected')
      expect(isDomainError(one.reason) ? one.reason.code : one.reason).toMatch(known);
  for (const { run: id } of ran) expect((await getRun({ actor, id }, deps)).id).toBe(id);
}

const known = /^(CorruptRecord|PlanNotFound)$/;

/** Of a run whose outcome nobody harmed, the reason of its failure shows no secret that is long enough to be one. */
function refuseSecrets({ lastRun }: Environment, { secrets }: OddLife, { ran }: OddPlane): void {
  const odd = ran.find(({ run }) => run === lastRun?.id)?.odd;
  if (!lastRun?.failure || odd?.harmed === 'outcome.json') return;
  const rest = lastRun.failure.reason.split('(sensitive)');
  for (const secret of secrets.filter(({ length }) => length >= 4))
    expect(rest.filter((part) => part.includes(secret))).toEqual([]);
}
