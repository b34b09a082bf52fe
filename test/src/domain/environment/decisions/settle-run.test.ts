import type { Outcome } from '../../../../../src/domain/environment/outcome';
import { approvalWindow } from '../../../../../src/domain/environment/decisions/settle-run';
import { planOf, start } from '../../../../support/builders/births';
import { plus } from '../../../../../src/domain/base/time';
import {
  after,
  appliedOutcome,
  applying,
  born,
  by,
  claimed,
  decided,
  destroyedOutcome,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../../support/builders/lives';
import { ulidAt } from '../../../../support/builders/ulids';

const changing = () =>
  after(ready(), [
    {
      type: 'change',
      spec: { ...ready().wanted, inputs: { resources: 9 } },
      planOnly: false,
      cost: ready().cost,
      by,
    },
  ]);

describe('how a provision ended', () => {
  it.each([
    ['before it applied', claimed(born()), 'The run was cancelled before it applied anything.'],
    ['while it applied', applying(claimed(born())), 'The run was cancelled while it was applying.'],
    [
      'while it applied a change',
      applying(claimed(changing())),
      'The run was cancelled while it was applying.',
    ],
  ])('was cancelled %s: its failure has a class of its own', (_when, environment, reason) => {
    expect(settled(environment, { result: 'cancelled' }).environment).toMatchObject({
      status: 'failed',
      failure: { class: 'cancelled', reason },
    });
  });

  it.each([
    ['failed before it applied', 'pending', claimed(born()), failedOutcome(), 'failed'],
    [
      'was cancelled before it applied',
      'pending',
      claimed(born()),
      { result: 'cancelled' } as const,
      'failed',
    ],
    ['failed before it applied', 'ready', claimed(changing()), failedOutcome(), 'ready'],
    [
      'was cancelled before it applied',
      'ready',
      claimed(changing()),
      { result: 'cancelled' } as const,
      'ready',
    ],
    ['failed while it applied', 'ready', applying(claimed(changing())), failedOutcome(), 'failed'],
    [
      'was cancelled while it applied',
      'ready',
      applying(claimed(changing())),
      { result: 'cancelled' } as const,
      'failed',
    ],
    ['says it destroyed', 'pending', claimed(born()), destroyedOutcome(), 'failed'],
  ])('%s: what was %s …', (_how, _was, environment, outcome, status) => {
    const next = settled(environment, outcome).environment;

    expect(next).toMatchObject({ status, run: null, lastRun: { id: runOf(environment) } });
    expect('failure' in next).toBe(status === 'failed');
  });

  it('applied: its plan, outputs and cost are those of the environment', () => {
    const environment = applying(claimed(born()));
    const plan = { ...planOf(runOf(environment)), create: 7 };
    const outcome = { ...appliedOutcome(runOf(environment), plan), cost: { ...plan.cost, monthly: 12 } };

    const next = settled(environment, outcome);

    expect(next.environment).toMatchObject({
      status: 'ready',
      plan,
      cost: { monthly: 12 },
      outputs: { names: ['message'] },
    });
    expect(next.events.map((event) => event.type)).toEqual(['RunSucceeded', 'EnvironmentReady']);
  });

  it('applied: outputs that do not match their schemas are kept, and named in the event', () => {
    const environment = applying(claimed(born()));
    const matching = appliedOutcome(runOf(environment), planOf(runOf(environment)));
    const misfits = [{ name: 'port', expected: 'number', found: 'string', reason: 'value is a string' }];

    const outputs = { names: ['port'], sensitive: [], misfits };

    const next = settled(environment, { ...matching, outputs } as Outcome);

    expect(next.environment).toMatchObject({ status: 'ready', outputs: { misfits } });
    const said = { mismatchedOutputs: 'port: expected number, found string' };
    expect(next.events[1]).toMatchObject({ type: 'EnvironmentReady', data: said });
    expect(settled(environment, matching).events[1]).not.toHaveProperty('data.mismatchedOutputs');
  });

  it('planned: its plan waits for a person, three days at most', () => {
    const environment = waiting(born({ planOnly: true }));

    expect(environment.run).toMatchObject({
      phase: 'awaiting-approval',
      decideBy: plus(start, approvalWindow),
    });
    expect(environment.run).not.toHaveProperty('build');
    expect(environment.status).toBe('pending');
  });
});

describe('an ending that says nothing', () => {
  const environment = claimed(born());
  const build = `leasehold:${runOf(environment)}`;
  const outcome = failedOutcome();

  it.each([
    ['comes from another build', { run: runOf(environment), build: 'leasehold:other', outcome }],
    [
      'comes from no build, though one has claimed the run',
      { run: runOf(environment), build: null, outcome },
    ],
    ['is of another run', { run: ulidAt(start, 99), build, outcome }],
  ])('%s and changes nothing', (_why, settlement) => {
    expect(decided(environment, { type: 'settle-run', ...settlement }).environment).toBe(environment);
  });

  it('comes twice and is taken in once', () => {
    const once = settled(environment, outcome).environment;

    expect(decided(once, { type: 'settle-run', run: runOf(environment), build, outcome }).environment).toBe(
      once,
    );
  });

  it('comes from the build that planned, while a person decides', () => {
    const plan = waiting(born());

    expect(decided(plan, { type: 'settle-run', run: runOf(plan), build, outcome }).environment).toBe(plan);
  });
});

describe('how a destroy ended', () => {
  it('destroyed: with its receipt the life is over', () => {
    const { environment, events } = settled(claimed(doomed()), destroyedOutcome());

    expect(environment).toMatchObject({
      status: 'destroyed',
      run: null,
      receipt: { built: true },
      endedAt: start,
    });
    expect(events.map((event) => event.type)).toEqual(['RunSucceeded', 'EnvironmentDestroyed']);
  });

  it('was cancelled: its failure has a class of its own', () => {
    expect(settled(claimed(doomed()), { result: 'cancelled' }).environment).toMatchObject({
      destruction: { failure: { class: 'cancelled', reason: expect.stringContaining('was cancelled') } },
    });
  });

  it.each([
    ['said that it applied', appliedOutcome(ulidAt(start, 5))],
    ['was cancelled', { result: 'cancelled' } as const],
    ['was lost', failedOutcome('lost')],
  ])('%s: it is tried again', (_how, outcome) => {
    expect(settled(claimed(doomed()), outcome).environment).toMatchObject({
      status: 'destroying',
      run: null,
      destruction: { nextAttemptAt: plus(start, 60_000), failure: { reason: expect.any(String) } },
    });
  });
});
