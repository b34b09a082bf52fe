import { mostDisowned } from '../../../../../src/domain/environment/environment';
import { hour, plus } from '../../../../../src/domain/base/time';
import { start } from '../../../../support/builders/births';
import {
  after,
  by,
  claimed,
  decided,
  destroyedOutcome,
  disowning,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
  unaccountedOutcome,
} from '../../../../support/builders/lives';

const role = 'aws_iam_role.app';
const zone = 'module.dns["a.b"].aws_route53_zone.this[0]';
const disown = (address: string) => ({ type: 'disown', address, by }) as const;
const stuckOn = (...addresses: string[]) =>
  settled(claimed(doomed()), unaccountedOutcome(...addresses)).environment;

it('keeps who said it and when, and goes on with the destroy once nothing else keeps it', () => {
  const now = plus(start, hour);

  const first = decided(stuckOn(role, zone), disown(zone), now);
  const last = decided(first.environment, disown(role), now);

  expect(first.environment).toMatchObject({ status: 'stuck', run: null });
  expect(first.events).toMatchObject([{ type: 'ResourceDisowned', actor: by, data: { address: zone } }]);
  expect(last.environment).toMatchObject({
    status: 'stuck',
    run: { kind: 'destroy', requestedBy: by },
    destruction: {
      attempts: 2,
      disowned: [
        { address: zone, by, at: now },
        { address: role, by, at: now },
      ],
    },
  });
  expect(last.effects).toEqual([
    { type: 'start-execution', workflow: 'destroy-environment', run: runOf(last.environment) },
  ]);
  expect(settled(claimed(last.environment), destroyedOutcome()).environment.status).toBe('destroyed');
});

it('says it once, however often it is said', () => {
  const { environment } = decided(stuckOn(role, zone), disown(role));

  expect(decided(environment, disown(role)).events).toEqual([]);
  expect(decided(environment, disown(role)).environment).toEqual(environment);
});

it.each([
  ['what the destroy does not wait for', stuckOn(role), zone],
  ['a part of an address', stuckOn(zone), 'module.dns["a.b"]'],
  ['anything where another failure keeps it', settled(claimed(doomed()), failedOutcome()).environment, role],
])('refuses %s', (_what, environment, address) => {
  expect(() => decided(environment, disown(address))).toThrow(
    expect.objectContaining({ code: 'NotUnaccounted' }),
  );
});

it('is refused of what nobody wants gone, of what is gone, and while a run is active', () => {
  const running = after(stuckOn(role), [{ type: 'retry', by }]);

  expect(() => decided(ready(), disown(role))).toThrow(expect.objectContaining({ code: 'WrongStatus' }));
  const gone = settled(claimed(doomed()), destroyedOutcome()).environment;
  expect(() => decided(gone, disown(role))).toThrow(expect.objectContaining({ code: 'WrongStatus' }));
  expect(() => decided(running, disown(role))).toThrow(expect.objectContaining({ code: 'RunActive' }));
});

it('has an end, which it names', () => {
  const full = disowning(
    stuckOn(role),
    Array.from({ length: mostDisowned }, (_, at) => `a.b${at}`),
  );

  expect(() => decided(full, disown(role))).toThrow(/at most 100 addresses/);
});
