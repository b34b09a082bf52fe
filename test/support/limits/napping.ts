import { kinds } from '../../../lambdas/sweep/kinds';
import { createEnvironment } from '../../../src/operations/environment/create-environment';
import { beginApply } from '../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { sweep } from '../../../src/operations/registry/sweep';
import { planDigest, planOf } from '../builders/births';
import { appliedOutcome } from '../builders/lives';
import { actors, type Stage } from '../plane/operations-stage';
import { templateVersion } from '../terraform/catalog';

/** A template of NAT gateways, $0.045 an hour each, that are gone while it sleeps. */
export const napping = templateVersion({
  cost: [{ type: 'aws_nat_gateway', count: { input: 'resources' }, asleep: false }],
  sleep: [{ address: 'aws_nat_gateway.this', exists: 'awake' }],
});

const perHour = 0.045;

/** Environments of Ada's that sleep from 20:00 to 07:00 UTC, on a stage with that template. */
export function nappingOn(stage: Stage) {
  const at = (time: string) => {
    stage.world.now = time;
  };
  /** Carries out the open run, after which it costs this an hour. */
  const carryOut = async (name: string, hourly: number) => {
    const taken = await stage.claim(name);
    await beginApply({ ...taken, planDigest }, stage.deps);
    const plan = planOf(taken.runId);
    const cost = { ...plan.cost, hourly };
    stage.leave(taken, appliedOutcome(taken.runId, { ...plan, cost }));
    await settleRun(taken, stage.deps);
  };
  /** One with a NAT gateway that fell asleep in the evening of a day. */
  const slept = async (name: string, more: object = {}, day = '2026-01-01') => {
    at(`${day}T12:00:00.000Z`);
    const schedule = { ttl: '9d', sleep: '20:00-07:00 UTC', inputs: { resources: 1 } };
    await createEnvironment(
      { actor: actors.ada, name, template: 'playground', ...schedule, ...more },
      stage.deps,
    );
    await carryOut(name, perHour);
    at(`${day}T20:00:00.000Z`);
    await sweep(kinds, stage.deps);
    await carryOut(name, 0);
    expect((await stage.read(name)).applied?.sleep?.asleep).toBe(true);
  };
  return { at, slept };
}
