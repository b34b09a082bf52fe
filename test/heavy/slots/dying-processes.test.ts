import { minute } from '../../../src/domain/base/time';
import { destroyEnvironment } from '../../../src/operations/environment/destroy-environment';
import { beginApply } from '../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { planDigest } from '../../support/builders/births';
import { appliedOutcome } from '../../support/builders/lives';
import { actors, dieAt, useStage } from '../../support/plane/operations-stage';
import { slotsOf } from '../../support/slots/slot-stage';

const stage = useStage();
const { atWork, started, finish, sweeps } = slotsOf(stage);

type Name = Record<'first' | 'second', string>;

/** What a process is at when it dies, by the name of who holds the slot and of who is next. */
const deeds: Record<string, (names: Name) => Promise<unknown>> = {
  'asking for a slot that is taken': ({ second }) => stage.create({ name: second }),
  'ending the run that holds it': async ({ first }) => {
    const { id, run } = await stage.read(first);
    return settleRun({ name: first, id, runId: run!.id }, stage.deps);
  },
  'a sweep': () => sweeps(1),
};

/** A first run whose build has left its last word, and a second that waits or is asked for now. */
async function prepare({ first, second }: Name, isAsking: boolean) {
  await stage.create({ name: first });
  const claim = await stage.claim(first);
  await beginApply({ ...claim, planDigest }, stage.deps);
  if (!isAsking) await stage.create({ name: second });
  stage.leave(claim, appliedOutcome(claim.runId));
}

it.each(Object.keys(deeds))(
  'of a process that dies after any of its calls, at %s: no run is lost, none is started twice',
  async (deed) => {
    stage.world.slotCounts = { runs: 1, destroys: 1 };
    for (let number = 1; ; number++) {
      const names = { first: `first-${number}`, second: `second-${number}` };
      const { second } = names;
      await prepare(names, deed.startsWith('asking'));
      const { died } = dieAt(stage.world, number);
      await deeds[deed]!(names).catch(() => undefined);
      stage.world.fail = () => undefined;
      await stage.create({ name: second }).catch(() => undefined);
      stage.world.pass(2 * minute);
      await sweeps(4);

      const starts = started().filter((name) => name === second);
      expect({ number, starts, atWork: await atWork() }).toEqual({
        number,
        starts: [second],
        atWork: [second],
      });
      await finish(second);
      await sweeps(1);
      expect(await atWork()).toEqual([]);
      for (const name of Object.values(names))
        await destroyEnvironment({ actor: actors.ada, name }, stage.deps);
      for (const name of Object.values(names)) await finish(name);
      if (!died()) break;
    }
  },
);
