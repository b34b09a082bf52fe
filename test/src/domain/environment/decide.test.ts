import { decideBirth, type Command } from '../../../../src/domain/environment/decide';
import type { Environment } from '../../../../src/domain/environment/environment';
import { failureOf } from '../../../../src/domain/environment/outcome';
import { hour, plus } from '../../../../src/domain/base/time';
import { birthOf, planOf, start } from '../../../support/builders/births';
import {
  after,
  applying,
  born,
  by,
  claimed,
  decided,
  failedOutcome,
  ready,
  runOf,
  settled,
} from '../../../support/builders/lives';
import { ulidAt } from '../../../support/builders/ulids';

const request = { key: 'k-1', digest: 'body-1' };
const extend: Command = { type: 'extend', ttl: '1h', by, request };

/** A ready environment with 16 events that nobody took. */
function flooded(): Environment {
  const delivered = { ...ready(), outbox: [], effects: [] };
  return after(delivered, Array<Command>(16).fill({ type: 'extend', ttl: '1m', by }));
}

describe('a request that is sent twice', () => {
  it('is decided once', () => {
    const once = after(ready(), [extend]);

    const again = decided(once, extend);

    expect(again).toEqual({ environment: once, events: [], effects: [] });
    expect(again.environment).toBe(once);
  });

  it('is refused with another body', () => {
    const once = after(ready(), [extend]);
    const other: Command = { ...extend, request: { ...request, digest: 'body-2' } };

    expect(() => decided(once, other)).toThrow(expect.objectContaining({ code: 'IdempotencyKeyReused' }));
  });

  const keyed = (key: string): Command => ({
    type: 'unlock',
    lock: 'lock',
    by,
    request: { key, digest: 'x' },
  });
  const delivered = (environment: Environment) => ({ ...environment, outbox: [], effects: [] });

  it('is remembered from birth, behind however many others, for a day', () => {
    const birth = decideBirth(birthOf(), request, { now: start, newRun: ulidAt(start, 2) }).environment;
    let crowded = birth;
    for (let n = 0; n < 500; n++)
      crowded = delivered(after(crowded, [{ ...keyed(`other-${n}`), type: 'destroy', by }]));

    expect(decided(birth, extend).events).toEqual([]);
    expect(decided(crowded, extend).events).toEqual([]);
    expect(decided(crowded, keyed('other-0')).environment).toBe(crowded);
    expect(crowded.requests).toHaveLength(501);
  });

  it('is forgotten a day later, when another one is remembered', () => {
    const once = after(ready(), [keyed('a')]);

    const early = after(delivered(once), [keyed('b')], plus(start, 24 * hour - 1));
    const late = after(delivered(once), [keyed('b')], plus(start, 24 * hour));

    expect(early.requests.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(late.requests.map(({ key }) => key)).toEqual(['b']);
  });

  it('is remembered for a day more where it was kept before its time was', () => {
    const former = { ...ready(), requests: [{ key: 'former', digest: 'x' }] };

    const once = after(former, [keyed('a')], plus(start, hour));

    expect(once.requests).toContainEqual({ key: 'former', digest: 'x', at: plus(start, hour) });
  });

  it.each<Command>([
    { type: 'destroy', by, request },
    { type: 'cancel', by, request },
  ])('is remembered where it changed nothing: $type', (command) => {
    const { request: _, ...unkeyed } = command as Command & { request?: unknown };
    const done = delivered(after(claimed(born()), [unkeyed]));

    const again = decided(done, command);

    expect(again).toMatchObject({ events: [], effects: [], environment: { requests: [{ key: 'k-1' }] } });
    expect(again.environment).toMatchObject({
      ...done,
      requests: again.environment.requests,
      version: done.version + 1,
    });
    expect(decided(again.environment, command).environment).toBe(again.environment);
  });

  it('is refused where there is no room to remember it, and nothing is forgotten for it', () => {
    const long = (n: number) => keyed(`${n}`.padEnd(329, 'k'));
    let full = ready();
    const fill = () => {
      for (let n = 0; n < 1_000; n++) full = delivered(after(full, [long(n)]));
    };

    expect(fill).toThrow(
      expect.objectContaining({ code: 'TooManyKeys', details: { until: plus(start, 24 * hour) } }),
    );

    expect(full.requests.length).toBeGreaterThan(400);
    expect(decided(full, long(0)).environment).toBe(full);
    expect(decided(full, { type: 'extend', ttl: '1m', by }).events).toHaveLength(1);
    expect(after(full, [keyed('next')], plus(start, 24 * hour)).requests).toHaveLength(1);
  });

  it('is not carried out on the next life of the name', () => {
    const once = delivered(after(ready(), [extend]));
    const next = decideBirth({ ...birthOf(), previous: once }, undefined, {
      now: start,
      newRun: ulidAt(start, 2),
    });

    const again = decided(next.environment, extend);

    expect(again.environment).toBe(next.environment);
    expect(next.environment.requests).toEqual(once.requests);
  });
});

describe('an environment with too much to deliver', () => {
  it.each<Command>([
    { type: 'extend', ttl: '1h', by },
    { type: 'retry', by },
    { type: 'unlock', lock: 'l', by },
    { type: 'disown', address: 'a.b', by },
    { type: 'cancel', by },
  ])('is busy for $type', (command) => {
    expect(() => decided(flooded(), command)).toThrow(
      expect.objectContaining({ code: 'OutboxFull', kind: 'busy' }),
    );
  });

  it('is busy while its effects cannot be carried out, though its events are delivered', () => {
    let environment = settled(claimed(born()), failedOutcome()).environment;
    const toggle = () => {
      for (const type of ['retry', 'cancel'] as const)
        environment = { ...after(environment, [{ type, by }]), outbox: [] };
    };

    expect(() => Array.from({ length: 40 }, toggle)).toThrow(expect.objectContaining({ code: 'OutboxFull' }));
    expect(environment.effects.length).toBeLessThan(20);
  });

  it.each<[string, Command, string]>([
    ['a destroy', { type: 'destroy', by }, start],
    ['its expiry', { type: 'tick' }, plus(start, 3 * hour)],
  ])('still lets %s pass', (_what, command, now) => {
    expect(after(flooded(), [command], now).status).toBe('destroying');
  });

  it('lets its runs go on', () => {
    const full = { ...claimed(born()), outbox: flooded().outbox };

    expect(applying(full).run?.phase).toBe('applying');
    expect(settled(applying(full), failedOutcome()).environment.status).toBe('failed');
  });
});

describe('what is delivered', () => {
  it('is taken off, and nothing else', () => {
    const environment = born();
    const [first] = environment.outbox;

    const left = after(environment, [
      { type: 'delivered', events: [first!.id], effects: environment.effects },
    ]);

    expect(left.effects).toEqual([]);
    expect(left.outbox).toEqual(environment.outbox.slice(1));
  });

  it('is taken off once', () => {
    const environment = born();
    const command: Command = { type: 'delivered', events: ['unknown'], effects: [] };

    expect(decided(environment, command).environment).toBe(environment);
  });
});

test('an event has the same id whenever the same decision is made, and its number goes on', () => {
  const [one, two] = [decided(ready(), extend), decided(ready(), extend)];

  expect(one.events).toEqual(two.events);
  expect(one.events[0]).toMatchObject({ seq: ready().seq + 1, id: `${ready().id}-00000${ready().seq + 1}` });
});

test('a clock that goes back does not take the environment with it', () => {
  const later = after(ready(), [extend], plus(start, hour));

  const back = decided(later, { type: 'extend', ttl: '1h', by }, start);

  expect(back.environment.updatedAt).toBe(later.updatedAt);
});

test('the largest environment, of whose failed destroys nobody can be told, is not tried again for ever and fits into its item', () => {
  const wide = '語';
  const inputs = { resources: 3, note: 'x'.repeat(16 * 1024 - 40) };
  const cost = { ...planOf(ulidAt(start, 1)).cost, unpriced: Array<string>(20).fill('u'.repeat(120)) };
  const blame = failureOf('dependency', wide.repeat(5_000), Array<string>(20).fill('a'.repeat(300)));
  const outputs = { names: Array<string>(100).fill('n'.repeat(128)), sensitive: [] };
  const base = born({ spec: { ...birthOf().spec, inputs }, cost });
  const requests = Array.from({ length: 430 }, (_, index) => ({
    key: `${index}`.padEnd(329, 'k'),
    digest: 'd'.repeat(64),
    at: start,
  }));
  let environment = applying(claimed({ ...base, requests }));
  const plan = { ...planOf(runOf(environment)), cost };
  environment = settled(environment, { result: 'applied', plan, resources: 3, outputs, cost }).environment;
  for (let n = 0; environment.outbox.length < 16; n++)
    environment = after(environment, [{ type: 'unlock', lock: 'l'.repeat(36), by: 'b'.repeat(200) }]);

  environment = after(environment, [{ type: 'destroy', by }]);
  for (let attempt = 0; environment.run; attempt++) {
    const now = plus(start, attempt * 100 * hour);
    environment = settled(claimed(environment, now), { result: 'failed', failure: blame }, now).environment;
    environment = after(environment, [{ type: 'tick' }], plus(now, 50 * hour));
  }

  expect(environment).toMatchObject({ status: 'destroying', run: null });
  expect(environment.outbox.length).toBeGreaterThanOrEqual(32);
  expect(Buffer.byteLength(JSON.stringify(environment))).toBeLessThan(300 * 1024);
});
