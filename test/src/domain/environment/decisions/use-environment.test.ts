import type { Environment } from '../../../../../src/domain/environment/environment';
import { dueAt } from '../../../../../src/domain/environment/due';
import { usersToCheck } from '../../../../../src/domain/environment/uses/references';
import { hour, minute, plus } from '../../../../../src/domain/base/time';
import { start } from '../../../../support/builders/births';
import { after, born, by, decided, ready } from '../../../../support/builders/lives';

const user = { name: 'web', id: '01J0000000000000000000000B' };
const end = plus(start, 2 * hour);
const reserve = ({ id }: Environment, until: string | null = end) =>
  ({ type: 'reserve-use', life: id, user, until }) as const;
const used = (): Environment => after(ready(), [reserve(ready())]);
const over = { type: 'tick' } as const;

describe('a promise to another life', () => {
  it('is written once, without an event, however often it is made', () => {
    const environment = ready();
    const first = decided(environment, reserve(environment));

    expect(first).toMatchObject({ environment: { usedBy: [{ ...user, at: start }] }, events: [] });
    expect(decided(first.environment, reserve(environment)).environment).toBe(first.environment);
  });

  it('is made anew by whoever makes it again much later, so that it is not taken back meanwhile', () => {
    const later = plus(start, 6 * minute);

    expect(decided(used(), reserve(ready()), later).environment.usedBy).toEqual([{ ...user, at: later }]);
  });

  it('is looked at once it is old enough, and no more often than others then', () => {
    const told = { outbox: [], effects: [] };
    expect(dueAt({ ...used(), ...told }, start)).toBe(plus(start, 15 * minute));
    const later = plus(start, 16 * minute);
    expect(dueAt({ ...used(), ...told }, later)).toBe(dueAt({ ...ready(), ...told }, later));
  });

  it.each<[string, Environment, string]>([
    ['is not ready', born(), 'CannotBeUsed'],
    ['is doomed', after(ready(), [{ type: 'destroy', by }]), 'CannotBeUsed'],
    ['waits for its own end', after(used(), [over], end), 'CannotBeUsed'],
  ])('is refused of what %s', (_what, environment, code) => {
    const asked = { ...reserve(environment), user: { ...user, id: '01J0000000000000000000000C' } };

    expect(() => decided(environment, asked)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('is refused of another life of the name, and where it cannot be kept', () => {
    const environment = ready();

    expect(() => decided(environment, { ...reserve(environment), life: user.id })).toThrow('it is gone');
    for (const until of [null, plus(end, 1)])
      expect(() => decided(environment, reserve(environment, until))).toThrow(
        expect.objectContaining({ code: 'OutlivesProducer' }) as Error,
      );
  });

  it('is taken back by its user alone', () => {
    const environment = used();
    const release = { type: 'release-use', life: environment.id, user: user.id } as const;

    expect(decided(environment, release).environment.usedBy).toBeUndefined();
    for (const other of [
      { ...release, life: user.id },
      { ...release, user: environment.id },
    ])
      expect(decided(environment, other).environment).toBe(environment);
  });

  it('keeps a person from destroying it', () => {
    expect(() => decided(used(), { type: 'destroy', by })).toThrow('is used by web. Destroy it first.');
  });
});

describe('the end of what others use', () => {
  it('ends them first, says once that the lease has ended, and comes with the last promise', () => {
    const environment = used();
    const waiting = decided(environment, over, end);
    const later = plus(end, minute);

    expect(waiting).toMatchObject({
      environment: { status: 'ready', ending: { reason: 'expired', since: end } },
      events: [{ type: 'LeaseExpired' }],
      effects: [{ type: 'end-users', life: environment.id }],
    });
    expect(decided(waiting.environment, over, later).environment).toBe(waiting.environment);
    const release = { type: 'release-use', life: environment.id, user: user.id } as const;
    const ended = decided(waiting.environment, release, later);
    expect(ended.environment).toMatchObject({ status: 'destroying', destruction: { reason: 'expired' } });
    expect(ended.events.map(({ type }) => type)).toEqual(['EnvironmentDestroyRequested', 'RunStarted']);
  });

  it('is that of its users: those that are used themselves wait, too', () => {
    const [plain, between] = [ready(), used()];
    const command = ({ id }: Environment) =>
      ({ type: 'end-for-producer', life: id, reason: 'over-budget' }) as const;

    expect(decided(plain, command(plain)).environment).toMatchObject({ status: 'destroying' });
    expect(decided(between, command(between)).environment).toMatchObject({
      status: 'ready',
      ending: { reason: 'over-budget' },
    });
    expect(decided(plain, { ...command(plain), life: user.id }).environment).toBe(plain);
  });

  it('releases those that it uses, whichever way it ends', () => {
    const producer = { name: 'net', id: '01J0000000000000000000000A' };
    const unbuilt = { ...born(), uses: [producer] };

    const { environment, effects } = decided(unbuilt, { type: 'destroy', by });

    expect(environment.status).toBe('destroyed');
    expect(effects).toContainEqual({ type: 'release-use', producer, user: unbuilt.id });
  });
});

describe('promises that are checked', () => {
  const users = Array.from({ length: 60 }, (_, index) => ({
    name: `u${index}`,
    id: `01J000000000000000000000${String(index).padStart(2, '0')}`,
    at: start,
  }));

  it('are those that were made long enough ago', () => {
    expect(usersToCheck(users, plus(start, 14 * minute))).toEqual([]);
    expect(usersToCheck(users.slice(0, 3), plus(start, 15 * minute))).toEqual(users.slice(0, 3));
  });

  it('are few at a time, and all of them in turn', () => {
    const looks = [15, 16, 17].map((minutes) => usersToCheck(users, plus(start, minutes * minute)));

    expect(looks.map(({ length }) => length)).toEqual([25, 25, 25]);
    expect(new Set(looks.flat().map(({ id }) => id)).size).toBe(60);
  });
});
