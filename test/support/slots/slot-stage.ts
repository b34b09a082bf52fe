import { kinds } from '../../../lambdas/sweep/kinds';
import { minute } from '../../../src/domain/base/time';
import { inTurn } from '../../../src/domain/environment/slots/in-turn';
import type { TargetSlots } from '../../../src/domain/environment/slots/slots';
import { beginApply } from '../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { sweep } from '../../../src/operations/registry/sweep';
import { planDigest } from '../builders/births';
import { appliedOutcome, destroyedOutcome } from '../builders/lives';
import { openTarget } from '../builders/targets';
import type { Stage } from '../plane/operations-stage';

/** The slots of a stage's only target, and what moves them. */
export function slotsOf(stage: Stage) {
  const slots = async (): Promise<TargetSlots> => (await stage.deps.slots.get(openTarget.name))!;
  const finish = async (name: string) => {
    const claim = await stage.claim(name);
    const isDestroy = (await stage.read(name)).run?.kind === 'destroy';
    if (!isDestroy) await beginApply({ ...claim, planDigest }, stage.deps);
    stage.leave(claim, isDestroy ? destroyedOutcome(stage.world.now) : appliedOutcome(claim.runId));
    await settleRun(claim, stage.deps);
  };
  return {
    slots,
    atWork: async () => {
      const { runs, destroys } = await slots();
      return [...runs.running, ...destroys.running].map(({ name }) => name);
    },
    /** The line of provisions, changes, checks and previews, by name. */
    line: async () => inTurn((await slots()).runs).map(({ name }) => name),
    /** By name, what was started, in order. */
    started: () => stage.world.started.map(({ name }) => name),
    /** Lets a build carry the active run of an environment to its end. */
    finish,
    /** So many sweeps, a minute apart. */
    sweeps: async (count: number) => {
      for (let number = 0; number < count; number++) {
        stage.world.pass(minute);
        await sweep(kinds, stage.deps);
      }
    },
  };
}
