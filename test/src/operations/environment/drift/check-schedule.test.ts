import { kinds } from '../../../../../lambdas/sweep/kinds';
import { day, hour, instant, minute, plus } from '../../../../../src/domain/base/time';
import { scheduledCheckDue } from '../../../../../src/domain/environment/drift/check-schedule';
import { CheckInterval } from '../../../../../src/domain/environment/drift/check-interval';
import { dueAt } from '../../../../../src/domain/environment/due';
import { changeEnvironment } from '../../../../../src/operations/environment/change-environment';
import { checkDrift } from '../../../../../src/operations/environment/drift/check-drift';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../../src/operations/registry/sweep';
import { ready as readyLife } from '../../../../support/builders/lives';
import { ulidAt } from '../../../../support/builders/ulids';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const sweepAt = (at: string) => {
  stage.world.now = at;
  return sweep(kinds, stage.deps);
};
const started = () =>
  stage.world.started.filter(({ workflow }) => workflow === 'check-drift').map(({ name }) => name);
/** Sweeps every `step` until `until`, as the plane does every minute. */
const pass = async (until: string, step = 30 * minute) => {
  for (let at = plus(stage.world.now, step); at <= until; at = plus(at, step)) await sweepAt(at);
};
const end = async (name: string) => {
  const { id, check } = await stage.read(name);
  stage.world.overBuilds.add(`leasehold:${check!.id}`);
  stage.world.executions.set(check!.id, 'over');
  stage.world.outcomes.set(check!.id, {
    run: check!.id,
    build: `leasehold:${check!.id}`,
    at: stage.world.now,
    outcome: { result: 'checked', found: { objects: 0, causes: [] } },
  });
  await settleRun({ name, id, runId: check!.id }, stage.deps);
};
const { now: begin } = { now: '2026-01-01T00:00:00.000Z' };

describe('the schedule of checks', () => {
  it('checks each environment once in its interval, and leaves it ready', async () => {
    stage.deps.checkInterval = '1d';
    await stage.ready({ ttl: '9d' });
    await pass(plus(begin, 25 * hour));
    expect(started()).toEqual(['foo']);
    expect(await stage.read()).toMatchObject({
      status: 'ready',
      run: null,
      scheduled: { waits: false },
    });
  });

  it.each([
    ['off', 0],
    ['3d', 2],
  ])('of %s checks %d times in six days', async (every, times) => {
    stage.deps.checkInterval = every;
    await stage.ready({ ttl: '9d' });
    await pass(plus(begin, 6 * day + hour), 2 * hour);
    expect(started()).toHaveLength(times);
  });

  it('waits for what is at work, and checks after it', async () => {
    stage.deps.checkInterval = '1d';
    await stage.ready({ ttl: '9d' });
    stage.world.now = plus(begin, minute);
    await changeEnvironment({ actor: actors.ada, name: 'foo', inputs: { resources: 4 } }, stage.deps);
    expect(scheduledCheckDue(await stage.read(), '1d', plus(begin, 2 * day))).toBeUndefined();
  });

  it('takes one turn of a target at a time, and the next when that check has ended', async () => {
    stage.deps.checkInterval = '1d';
    await stage.ready({ ttl: '9d' });
    await stage.ready({ name: 'bar', ttl: '9d' });
    stage.world.now = plus(begin, day);
    await pass(plus(begin, day + 30 * minute), 10 * minute);
    const [first] = started();
    const other = first === 'foo' ? 'bar' : 'foo';
    expect(started()).toHaveLength(1);
    expect(await stage.read(other)).toMatchObject({ scheduled: { waits: true } });
    await end(first!);
    await pass(plus(stage.world.now, 10 * minute), 5 * minute);
    expect(started()).toEqual([first, other]);
  });

  it('gives a turn on whose holder died before it wrote its check', async () => {
    stage.deps.checkInterval = '1d';
    const { id, target } = await stage.ready({ ttl: '9d' });
    const life = { name: 'bar', id: ulidAt(begin, 99) };
    await stage.deps.checkTurns.put({ target, version: 1, life, since: plus(begin, day - minute / 2) });
    await sweepAt(plus(begin, day));
    expect(started()).toEqual([]);
    await pass(plus(begin, day + 10 * minute), 5 * minute);
    expect(started()).toEqual(['foo']);
    expect(await stage.deps.checkTurns.get(target)).toMatchObject({ version: 2, life: { id } });
  });

  it('does not check again what someone had checked meanwhile', async () => {
    stage.deps.checkInterval = '1d';
    await stage.ready({ ttl: '9d' });
    stage.world.now = plus(begin, day - minute);
    await checkDrift({ actor: actors.ada, name: 'foo' }, stage.deps);
    await end('foo');
    expect(scheduledCheckDue(await stage.read(), '30d', plus(begin, day))).toBeUndefined();
  });

  it('delays nothing else that is due where no turn can be taken', async () => {
    stage.deps.checkInterval = '1d';
    await stage.ready({ ttl: '1d' });
    stage.world.fail = (call) => (call.startsWith('checkTurns.') ? new Error('not now') : undefined);
    await pass(plus(begin, day + hour));
    expect(started()).toEqual([]);
    expect(await stage.read()).toMatchObject({ status: 'destroying' });
  });
});

describe('when checks are due', () => {
  it('is spread over the day by the life', () => {
    const lives = Array.from({ length: 200 }, (_, index) => ulidAt(begin, index));
    const quiet = {
      ...readyLife(),
      outbox: [],
      effects: [],
      lease: { ...readyLife().lease, expiresAt: null },
    };
    const hours = lives.map((id) => {
      const at = dueAt({ ...quiet, id });
      return new Date(at ?? instant(0)).getUTCHours();
    });
    expect(new Set(hours).size).toBeGreaterThan(20);
  });

  it('is never while it sleeps', async () => {
    const life = readyLife();
    const asleep = { ...life, applied: { ...life.applied!, sleep: { asleep: true } } } as typeof life;
    expect(scheduledCheckDue(life, '1d', plus(begin, 9 * day))).toBeDefined();
    expect(scheduledCheckDue(asleep, '1d', plus(begin, 9 * day))).toBeUndefined();
  });

  it('is said in whole days', () => {
    const taken = ['off', '1d', '9d', '30d', '0d', '31d', '12h', ''].filter(
      (text) => CheckInterval.safeParse(text).success,
    );
    expect(taken).toEqual(['off', '1d', '9d', '30d']);
  });
});
