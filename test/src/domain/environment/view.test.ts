import { decideBirth } from '../../../../src/domain/environment/decide';
import type { Environment } from '../../../../src/domain/environment/environment';
import { failureOf } from '../../../../src/domain/environment/outcome';
import type { Progress } from '../../../../src/domain/environment/progress';
import { EnvironmentView, toView } from '../../../../src/domain/environment/view';
import { birthOf, planOf, receiptOf, start } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';

const run = ulidAt(start, 2);
const born = decideBirth(birthOf(), { key: 'k', digest: 'd' }, { now: start, newRun: run }).environment;
const destruction = {
  requestedAt: start,
  requestedBy: 'ada@example.com',
  reason: 'requested' as const,
  attempts: 1,
  nextAttemptAt: null,
  failure: null,
};
const as = (fields: object) => ({ ...born, ...fields });

describe('toView', () => {
  it.each<[string, Environment]>([
    ['pending', born],
    ['ready', as({ status: 'ready', run: null })],
    ['failed', as({ status: 'failed', run: null, failure: failureOf('quota', 'no more EIPs') })],
    ['destroying', as({ status: 'destroying', destruction })],
    ['stuck', as({ status: 'stuck', run: null, destruction })],
    ['destroyed', as({ status: 'destroyed', run: null, destruction, receipt: receiptOf(), endedAt: start })],
  ])('shows a %s environment as the schema says, with what its status brings', (status, environment) => {
    const view = toView(environment);

    expect(EnvironmentView.safeParse({ ...view, can: [] }).error).toBeUndefined();
    expect(view.status).toBe(status);
    expect('failure' in view).toBe(status === 'failed');
    expect('destruction' in view).toBe(['destroying', 'stuck', 'destroyed'].includes(status));
    expect('receipt' in view).toBe(status === 'destroyed');
  });

  it('keeps to itself how it works: outbox, effects, request keys, tags', () => {
    const text = JSON.stringify(toView(born));

    expect(text).not.toMatch(/outbox|effects|requests|"tags"|"wanted"|warnedFor/);
  });

  it('shows of outputs the names only', () => {
    const outputs = { names: ['endpoint'], sensitive: ['password'] };

    expect(toView(as({ outputs })).outputs).toEqual(outputs);
  });

  it('shows what the build last reported, once there is something', () => {
    const progress: Progress = {
      counter: 7,
      at: start,
      step: 'apply',
      done: 17,
      total: 30,
      current: [{ address: 'aws_db_instance.this', action: 'creating', seconds: 40 }],
    };

    expect(toView(born).run).not.toHaveProperty('progress');
    expect(toView(born, { progress }).run?.progress).toEqual(progress);
    expect(toView(as({ status: 'ready', run: null }), { progress })).not.toHaveProperty('run');
  });

  it('shows the plan that awaits a decision before the one that was last applied', () => {
    const applied = planOf(run);
    const waiting = { ...planOf(run, ['plan-only']), create: 5 };
    const { id, kind, requestedBy, requestedAt, since, planOnly, planOf: of, approved, stop } = born.run!;
    const common = { id, kind, requestedBy, requestedAt, since, planOnly, planOf: of, approved, stop };
    const awaiting = { ...common, phase: 'awaiting-approval', plan: waiting, decideBy: start };

    expect(toView(as({ plan: applied, run: awaiting })).plan).toEqual(waiting);
    expect(toView(as({ plan: applied })).plan).toEqual(applied);
    expect(toView(as({ run: awaiting })).run).toMatchObject({ phase: 'awaiting-approval', decideBy: start });
  });
});
