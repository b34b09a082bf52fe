import type { Command } from '../../../../../src/domain/environment/decide';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { hour, plus } from '../../../../../src/domain/base/time';
import { birthOf, planDigest, start } from '../../../../support/builders/births';
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

const end = plus(start, 2 * hour);
const approve: Command = { type: 'approve', planDigest, by: 'eve@example.com' };
const reject: Command = { type: 'reject', planDigest, by, reason: 'too big' };
const cancel: Command = { type: 'cancel', by };
const retry: Command = { type: 'retry', by };
const dear = { ...birthOf().cost, monthly: 99 };
const change: Command = {
  type: 'change',
  spec: { ...birthOf().spec, inputs: { resources: 9 }, approval: 'always' },
  planOnly: false,
  cost: dear,
  by,
};
const changing = () => after(ready(), [change]);
const failed = () => settled(applying(claimed(born())), failedOutcome()).environment;
const unbuilt = () => settled(claimed(born()), failedOutcome()).environment;
const destroyed = () => settled(claimed(doomed()), destroyedOutcome()).environment;

it.each<[string, Environment, Command, string]>([
  ['change', born(), change, 'RunActive'],
  ['change', doomed(), change, 'WrongStatus'],
  ['extend', doomed(), { type: 'extend', ttl: '1h', by }, 'WrongStatus'],
  ['approve', ready(), approve, 'NotAwaitingApproval'],
  ['approve', claimed(born()), approve, 'NotAwaitingApproval'],
  ['approve', doomed(), approve, 'WrongStatus'],
  ['approve another plan', waiting(born()), { ...approve, planDigest: 'a'.repeat(64) }, 'PlanChanged'],
  ['reject', ready(), reject, 'NotAwaitingApproval'],
  ['cancel', ready(), cancel, 'NoActiveRun'],
  ['cancel', doomed(), cancel, 'WrongStatus'],
  ['cancel', destroyed(), cancel, 'WrongStatus'],
  ['retry', ready(), retry, 'WrongStatus'],
  ['retry', born(), retry, 'RunActive'],
  ['retry', destroyed(), retry, 'WrongStatus'],
  ['unlock', claimed(born()), { type: 'unlock', lock: 'l', by }, 'RunActive'],
  ['unlock', destroyed(), { type: 'unlock', lock: 'l', by }, 'WrongStatus'],
])('to %s an environment that is not so is refused (%#)', (_what, environment, command, code) => {
  expect(() => decided(environment, command)).toThrow(expect.objectContaining({ code }));
});

it.each<[string, Environment, Command]>([
  ['change', ready(), change],
  ['extend', ready(), { type: 'extend', ttl: '1h', by }],
  ['approve', waiting(born()), approve],
  ['reject', waiting(born()), reject],
  ['retry', failed(), retry],
])('to %s at the instant of expiry is refused, sweep or no sweep', (_what, environment, command) => {
  expect(() => decided(environment, command, end)).toThrow(expect.objectContaining({ code: 'LeaseOver' }));
  expect(decided(environment, command, plus(end, -1)).environment.version).toBe(environment.version + 1);
});

describe('an approval', () => {
  it('closes the run as planned and opens the one that applies that plan, in one write', () => {
    const environment = waiting(born({ planOnly: true }));

    const { environment: approved, events, effects } = decided(environment, approve);

    expect(approved).toMatchObject({
      run: {
        phase: 'queued',
        planOf: runOf(environment),
        approved: { digest: planDigest },
        requestedBy: 'eve@example.com',
      },
      lastRun: { id: runOf(environment), result: 'planned' },
    });
    expect(effects).toEqual([{ type: 'start-execution', workflow: 'apply-plan', run: runOf(approved) }]);
    expect(events.at(-1)).toMatchObject({ type: 'RunStarted', data: { planOf: runOf(environment) } });
  });

  it('is given once', () => {
    const approved = after(waiting(born()), [approve]);

    expect(() => decided(approved, approve)).toThrow(
      expect.objectContaining({ code: 'NotAwaitingApproval' }),
    );
  });

  it('holds for its own plan, which is forgotten once it is applied', () => {
    const environment = waiting(born({ planOnly: true }));
    const claim = claimed(after(environment, [approve]));
    const other = { run: runOf(claim), build: `leasehold:${runOf(claim)}`, planDigest: 'a'.repeat(64) };

    expect(() => decided(claim, { type: 'begin-apply', ...other })).toThrow('not the plan that was approved');
    const { effects } = settled(applying(claim), appliedOutcome(runOf(claim)));
    expect(effects).toEqual([{ type: 'discard-plan', run: runOf(environment) }]);
  });

  it('is needed before anything of a template that always asks is applied', () => {
    const strict = claimed(born({ spec: { ...birthOf().spec, approval: 'always' } }));

    expect(() => applying(strict)).toThrow('its plan needs approval');
    expect(applying(claimed(after(waiting(born({ spec: strict.wanted })), [approve]))).run?.phase).toBe(
      'applying',
    );
  });
});

describe('a rejection', () => {
  it('ends a life that nothing was ever applied to', () => {
    const { environment, events, effects } = decided(waiting(born()), reject);

    expect(environment).toMatchObject({
      status: 'destroyed',
      destruction: { reason: 'rejected' },
      receipt: { built: false },
      lastRun: { result: 'rejected' },
    });
    expect(events[0]).toMatchObject({ type: 'PlanRejected', data: { reason: 'too big' } });
    expect(effects).toEqual([expect.objectContaining({ type: 'discard-plan' })]);
  });

  it('leaves what is built as it was: inputs, approval, plan and cost', () => {
    const before = ready();

    const rejected = after(waiting(changing(), ['template-always']), [reject]);

    const { status, wanted, plan, cost, run } = rejected;
    expect({ status, wanted, plan, cost, run }).toEqual({
      status: 'ready',
      wanted: before.wanted,
      plan: before.plan,
      cost: before.cost,
      run: null,
    });
  });
});

describe('a cancel', () => {
  it('of a queued run ends it at once, and its execution', () => {
    const { environment, effects } = decided(born(), cancel);

    expect(environment).toMatchObject({
      status: 'failed',
      run: null,
      lastRun: { result: 'cancelled' },
      failure: { class: 'cancelled' },
    });
    expect(effects).toEqual([expect.objectContaining({ type: 'stop-execution' })]);
  });

  it('of a claimed run is a wish, and asking twice changes nothing', () => {
    const asked = after(claimed(born()), [cancel]);

    expect(asked).toMatchObject({ status: 'pending', run: { stop: { reason: 'cancelled', by } } });
    expect(decided(asked, cancel).environment).toBe(asked);
  });

  it('loses to a run that applied in time', () => {
    const asked = after(applying(claimed(born())), [cancel]);

    expect(settled(asked, appliedOutcome(runOf(asked))).environment).toMatchObject({
      status: 'ready',
      run: null,
    });
  });

  it('wins over a plan that came late', () => {
    const asked = after(claimed(changing()), [cancel]);
    const plan = { ...asked.plan!, run: runOf(asked) };

    const { environment, effects } = settled(asked, { result: 'planned', plan });

    expect(environment).toMatchObject({
      status: 'ready',
      run: null,
      lastRun: { result: 'cancelled' },
      wanted: ready().wanted,
    });
    expect(effects).toEqual([{ type: 'discard-plan', run: runOf(asked) }]);
  });

  it('of a change gives up what was wanted', () => {
    expect(after(changing(), [cancel])).toMatchObject({
      status: 'ready',
      wanted: ready().wanted,
      cost: ready().cost,
    });
  });
});

describe('a retry', () => {
  it('of a failed provision plans it again', () => {
    const { environment, effects } = decided(failed(), retry);

    expect(environment).toMatchObject({ status: 'failed', run: { kind: 'provision', phase: 'queued' } });
    expect(effects).toEqual([
      expect.objectContaining({ type: 'start-execution', workflow: 'provision-environment' }),
    ]);
  });

  it('goes on to ready', () => {
    const retried = applying(claimed(after(unbuilt(), [retry])));

    const { environment } = settled(retried, appliedOutcome(runOf(retried)));

    expect(environment.status).toBe('ready');
    expect(environment).not.toHaveProperty('failure');
  });
});

test('breaking a lock is written down with who did it', () => {
  const { environment, events } = decided(ready(), { type: 'unlock', lock: 'lock-1', by });

  expect(events).toEqual([
    expect.objectContaining({ type: 'StateUnlocked', actor: by, data: { lock: 'lock-1' } }),
  ]);
  expect(environment.status).toBe('ready');
});

test('a retry of what was asked for as a plan only plans only, too', () => {
  const planned = settled(claimed(born({ planOnly: true })), failedOutcome()).environment;
  const half = settled(
    applying(claimed(after(waiting(born({ planOnly: true })), [approve]))),
    failedOutcome(),
  );

  const [first, second] = [planned, half.environment].map((one) => after(one, [retry]));

  expect(first?.run).toMatchObject({ phase: 'queued', planOnly: true, approved: null });
  expect(second?.run).toMatchObject({ phase: 'queued', planOnly: true, approved: null });
});
