import { day, hour, minute } from '../../../../src/domain/base/time';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../src/operations/registry/sweep';
import { failedOutcome } from '../../../support/builders/lives';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();

/** The values of the last sweep, by name. */
async function gauges(): Promise<Record<string, number>> {
  stage.world.measured.length = 0;
  await sweep(kinds, stage.deps);
  return Object.fromEntries(stage.world.measured.map(({ name, value }) => [name, value]));
}

it('beats when nothing is due, with every gauge at zero', async () => {
  expect(await gauges()).toEqual({
    SweepCompleted: 1,
    SweepVisited: 0,
    SweepFailed: 0,
    OldestDueAge: 0,
    OverdueEnvironments: 0,
    OldestOverdueAge: 0,
    StuckEnvironments: 0,
  });
});

it('tells how long what it found had been due: here the warning of 40 minutes before the end', async () => {
  await stage.ready();
  stage.world.pass(2 * hour + minute);

  expect(await gauges()).toMatchObject({ SweepVisited: 1, SweepFailed: 0, OldestDueAge: 41 * 60 });
});

it('counts what should be gone, also what it cannot handle, with the age of the oldest', async () => {
  await stage.ready();
  stage.world.pass(hour);
  await stage.ready({ name: 'bar' });
  stage.world.pass(3 * hour);
  stage.world.fail = (call) => (call === 'registry.save' ? new Error('torn') : undefined);

  expect(await gauges()).toMatchObject({
    SweepVisited: 2,
    SweepFailed: 2,
    OverdueEnvironments: 2,
    OldestOverdueAge: (2 * hour) / 1_000,
    StuckEnvironments: 0,
  });
});

it('counts a stuck environment at every sweep, also while no attempt is due', async () => {
  await stage.ready();
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  const claim = await stage.claim();
  stage.leave(claim, failedOutcome('unaccounted'));
  await settleRun(claim, stage.deps);
  stage.world.pass(hour);

  expect(await gauges()).toMatchObject({ SweepVisited: 0, StuckEnvironments: 1 });
});

it('tells the age of the oldest event that it could not deliver', async () => {
  stage.world.accepts = () => false;
  await stage.create();
  stage.world.pass(10 * minute);

  expect(await gauges()).toMatchObject({ UndeliveredAge: 600 });

  stage.world.accepts = () => true;
  stage.world.pass(minute);
  expect(await gauges()).not.toHaveProperty('UndeliveredAge');
});

it('has no beat when it could not look', async () => {
  await stage.ready();
  stage.world.pass(day);
  stage.world.fail = (call) => (call === 'overdue.overdue' ? new Error('throttled') : undefined);

  await expect(sweep(kinds, stage.deps)).rejects.toThrow('throttled');

  expect(stage.world.measured.map(({ name }) => name)).not.toContain('SweepCompleted');
});
