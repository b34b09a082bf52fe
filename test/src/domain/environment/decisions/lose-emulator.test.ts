import type { Command } from '../../../../../src/domain/environment/decide';
import { dueAt } from '../../../../../src/domain/environment/due';
import { Environment, hasEnded } from '../../../../../src/domain/environment/environment';
import { failureOf } from '../../../../../src/domain/environment/outcome';
import { overdueAt } from '../../../../../src/domain/environment/overdue';
import { toView } from '../../../../../src/domain/environment/view';
import { plus } from '../../../../../src/domain/base/time';
import { planDigest, start } from '../../../../support/builders/births';
import {
  after,
  applying,
  appliedOutcome,
  born,
  by,
  claimed,
  decided,
  destroyedOutcome,
  doomed,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../../support/builders/lives';

const failure = failureOf('emulator-lost', 'The emulator of the target is gone since noon.', [
  'arn:aws:sqs:x',
]);
const loss: Command = { type: 'lose-emulator', failure };
const lost = (environment: Environment) => after(environment, [loss]);

it.each([
  ['queued', born()],
  ['planning', claimed(born())],
  ['awaiting approval', waiting(born())],
  ['applying', applying(claimed(born()))],
  ['ready', ready()],
  ['ready, with a change at work', claimed(after(ready(), [retried()]))],
])('a life that is %s fails with what is gone, and nothing is done to it any more', (_, environment) => {
  const { environment: failed, events } = decided(environment, loss);

  expect(Environment.parse(failed)).toMatchObject({ status: 'failed', run: null, failure });
  expect(events.map(({ type }) => type)).toEqual([
    ...(environment.run ? ['RunFailed'] : []),
    'EnvironmentFailed',
  ]);
  expect(lost(failed)).toBe(failed);
});

function retried(): Command {
  const { wanted, cost } = ready();
  return { type: 'change', spec: wanted, planOnly: false, cost, by };
}

it('stops the build that is at work on it, and believes nothing that it says afterwards', () => {
  const before = applying(claimed(born()));
  const run = runOf(before);
  const build = `leasehold:${run}`;
  const { environment, effects } = decided(before, loss);

  expect(effects).toEqual([{ type: 'stop-build', build }]);
  const late: Command = { type: 'settle-run', run, build, outcome: appliedOutcome(run) };
  expect(after(environment, [late])).toBe(environment);
});

it.each([
  ['destroy of one that was built', ready(), { type: 'destroy', by }],
  ['destroy of one that was never built', born(), { type: 'destroy', by }],
  ['end of its lease', ready(), { type: 'tick' }],
] as [string, Environment, Command][])('a %s takes it off the list without a receipt', (_, life, command) => {
  const then = plus(start, 365 * 24 * 3_600_000);
  const failed = lost(life);
  const { environment, events, effects } = decided(failed, command, command.type === 'tick' ? then : start);

  expect(Environment.parse(environment)).toMatchObject({ status: 'forgotten', run: null });
  expect(environment).not.toHaveProperty('receipt');
  expect(events.at(-1)).toMatchObject({ type: 'EnvironmentForgotten', data: { class: 'emulator-lost' } });
  expect(events.map(({ type }) => type)).not.toContain('EnvironmentDestroyed');
  expect(effects).toEqual([]);
  expect(toView(environment)).toMatchObject({ status: 'forgotten', destruction: { failure } });
});

it.each([
  ['destroying', doomed()],
  ['being destroyed', claimed(doomed())],
])('one that is %s goes off the list at once, and a late receipt is not believed', (_, environment) => {
  const run = runOf(environment);
  const { environment: forgotten } = decided(environment, loss);

  expect(Environment.parse(forgotten)).toMatchObject({ status: 'forgotten', lastRun: { result: 'failed' } });
  const late: Command = { type: 'settle-run', run, build: `leasehold:${run}`, outcome: destroyedOutcome() };
  expect(after(forgotten, [late])).toBe(forgotten);
});

it('leaves what is over as it is', () => {
  const destroyed = settled(claimed(doomed()), destroyedOutcome()).environment;
  const forgotten = lost(doomed());

  expect(hasEnded(destroyed) && hasEnded(forgotten)).toBe(true);
  expect(lost(destroyed)).toBe(destroyed);
  expect(lost(forgotten)).toBe(forgotten);
});

it('is over for every timer once it is forgotten', () => {
  const forgotten = { ...lost(doomed()), outbox: [], effects: [] };

  expect(dueAt(forgotten)).toBeUndefined();
  expect(overdueAt(forgotten)).toBeUndefined();
  expect(after(forgotten, [{ type: 'tick' }])).toBe(forgotten);
});

it.each([
  ['retry', { type: 'retry', by }],
  ['extend', { type: 'extend', ttl: '1h', by }],
  ['change', retried()],
  ['approve a plan of', { type: 'approve', planDigest, by }],
] as [string, Command][])('refuses to %s a life that went with its emulator', (what, command) => {
  expect(() => decided(lost(ready()), command)).toThrow(
    expect.objectContaining({ code: 'EmulatorLost', details: { name: 'foo', what } }),
  );
});
