import fc from 'fast-check';
import {
  extendLease,
  formatTtl,
  isLeaseOver,
  type Lease,
  LeaseLimits,
  leaseTimer,
  limitLease,
  parseTtl,
  startLease,
  Ttl,
  warningsLeft,
  withWarnings,
} from '../../../src/domain/lease';
import { day, hour, minute, plus } from '../../../src/domain/base/time';
import { start } from '../../support/builders/births';

const bounds = { default: '1d', max: '30d', permanent: false };
const leaseOf = (ttl: string, overrides: Partial<Lease> = {}): Lease => ({
  ...startLease({ ttl }, bounds, start),
  ...overrides,
});

describe('parseTtl', () => {
  it.each([
    ['30m', 30 * minute],
    ['36h', 36 * hour],
    ['7d', 7 * day],
    ['2w', 14 * day],
    ['1d12h', 36 * hour],
    ['1w1d1h1m', 8 * day + hour + minute],
    ['36500d', 36_500 * day],
  ])('reads %s', (text, ms) => {
    expect(parseTtl(text)).toBe(ms);
  });

  it.each([
    '0d',
    '0h0m',
    '7',
    '-1d',
    '99999d',
    'P7D',
    '',
    ' 7d',
    '7d ',
    '7d\n',
    '1h1d',
    '1d1d',
    '1.5h',
    '7D',
    '٧d',
  ])('refuses %j and names the field', (text) => {
    expect(() => parseTtl(text, 'lease.max')).toThrow(/^lease\.max: /);
    expect(Ttl.safeParse(text).success).toBe(false);
  });
});

test('formatTtl writes what parseTtl reads back', () => {
  const minutes = fc.integer({ min: 1, max: 36_500 * 24 * 60 });

  fc.assert(
    fc.property(minutes, fc.nat(minute - 1), (count, rest) => {
      expect(parseTtl(formatTtl(count * minute + rest))).toBe(count * minute);
    }),
  );
});

describe('startLease', () => {
  it.each([
    ['the ttl asked for', { ttl: '2h' }, '2026-01-01T02:00:00.000Z'],
    ["the template's default", {}, '2026-01-02T00:00:00.000Z'],
    ['as long as the template allows', { ttl: '30d' }, '2026-01-31T00:00:00.000Z'],
  ])('gives %s from the request on', (_what, wish, expiresAt) => {
    expect(startLease(wish, bounds, start)).toMatchObject({
      startedAt: start,
      expiresAt,
      extensions: 0,
    });
  });

  it('gives no end where the template allows a permanent lease', () => {
    const lease = startLease({ permanent: true }, { ...bounds, permanent: true }, start);

    expect(lease).toMatchObject({ expiresAt: null, ttl: 'permanent' });
    expect(isLeaseOver(lease, '9999-01-01T00:00:00.000Z')).toBe(false);
    expect(leaseTimer(lease)).toBeUndefined();
  });

  it.each([
    ['LeaseTooLong', { ttl: '30d1m' }],
    ['PermanentNotAllowed', { permanent: true }],
    ['InvalidRequest', { permanent: true, ttl: '1d' }],
    ['InvalidRequest', { ttl: '1y' }],
  ])('answers %s to %j', (code, wish) => {
    expect(() => startLease(wish, bounds, start)).toThrow(expect.objectContaining({ code }));
  });
});

describe('extendLease', () => {
  const lease = leaseOf('2h');
  const end = lease.expiresAt!;

  it('adds to the present end, whatever the time is', () => {
    const early = extendLease({ name: 'foo', lease: lease }, '1h', start);
    const late = extendLease({ name: 'foo', lease: early }, '1h', plus(end, -1));

    expect(early.expiresAt).toBe(plus(end, hour));
    expect(late).toMatchObject({ expiresAt: plus(end, 2 * hour), extensions: 2, startedAt: start });
  });

  it.each([
    ['LeaseOver', lease, '1h', end],
    ['LeaseOver', lease, '1h', plus(end, 1)],
    ['LeaseTooLong', lease, '30d', start],
    ['LeasePermanent', { ...lease, expiresAt: null }, '1h', start],
    ['InvalidRequest', lease, '0h', start],
  ])('answers %s', (code, asked, ttl, now) => {
    expect(() => extendLease({ name: 'foo', lease: asked }, ttl, now)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('allows the last minute of the longest lease and not one more', () => {
    const nearly = leaseOf('29d');

    expect(extendLease({ name: 'foo', lease: nearly }, '1d', start).expiresAt).toBe(plus(start, 30 * day));
    expect(() => extendLease({ name: 'foo', lease: nearly }, '1d1m', start)).toThrow(
      'until 2026-01-31T00:00:00.000Z',
    );
  });
});

describe('limitLease', () => {
  it.each([
    ['leaves a template alone without limits', {}, ['1d', '30d']],
    ['shortens the longest lease', { maxTtl: '2w' }, ['1d', '2w']],
    ['shortens the lease that nobody asked for', { defaultTtl: '4h' }, ['4h', '30d']],
    ['lets no default pass the longest', { maxTtl: '12h' }, ['12h', '12h']],
    ['makes nothing longer', { maxTtl: '90d', defaultTtl: '7d' }, ['1d', '30d']],
  ])('%s', (_what, limits, [ttl, max]) => {
    expect(limitLease('playground', bounds, limits)).toEqual({ default: ttl, max, permanent: false });
  });

  it('takes no default that is longer than the longest', () => {
    expect(LeaseLimits.safeParse({ maxTtl: '1d', defaultTtl: '7d' }).error?.issues).toMatchObject([
      { path: ['defaultTtl'], message: 'must not be longer than maxTtl' },
    ]);
  });
});

describe('warningsLeft', () => {
  const ends = (hours: number) => plus(start, hours * hour);

  it.each<[string, Lease, [string, number][]]>([
    [
      'a day and an hour before the end of a long lease',
      leaseOf('30d'),
      [
        ['first', 29 * 24],
        ['last', 30 * 24 - 1],
      ],
    ],
    [
      'a day before the end of three days',
      leaseOf('3d'),
      [
        ['first', 48],
        ['last', 71],
      ],
    ],
    [
      'a third and a twelfth before the end of a short one',
      leaseOf('6h'),
      [
        ['first', 4],
        ['last', 5.5],
      ],
    ],
    [
      'anew after an extension',
      leaseOf('6h', { warnedFor: ends(5), lastWarnedFor: ends(5) }),
      [
        ['first', 4],
        ['last', 5.5],
      ],
    ],
    ['of what is left', leaseOf('6h', { warnedFor: ends(6) }), [['last', 5.5]]],
    ['never twice for one end', leaseOf('6h', { warnedFor: ends(6), lastWarnedFor: ends(6) }), []],
    ['never for a permanent lease', leaseOf('6h', { expiresAt: null }), []],
  ])('warns %s', (_when, lease, expected) => {
    expect(warningsLeft(lease)).toEqual(expected.map(([warning, hours]) => ({ warning, at: ends(hours) })));
  });

  it('leaves the end as the next timer once it has warned', () => {
    expect(leaseTimer(leaseOf('6h'))).toBe(ends(4));
    expect(leaseTimer(leaseOf('6h', { warnedFor: ends(6) }))).toBe(ends(5.5));
    expect(leaseTimer(leaseOf('6h', { warnedFor: ends(6), lastWarnedFor: ends(6) }))).toBe(ends(6));
  });

  it('counts as given what a more urgent warning says too', () => {
    const late = withWarnings(leaseOf('6h'), ends(5.9));

    expect(late).toMatchObject({ warnedFor: ends(6), lastWarnedFor: ends(6) });
    expect(warningsLeft(late)).toEqual([]);
  });

  it('leaves out of a new end what whoever extends it knows', () => {
    const { lease } = { lease: leaseOf('6h', { warnedFor: ends(6) }) };
    const barely = extendLease({ name: 'foo', lease }, '1h', ends(5.5));

    expect(warningsLeft(barely).map(({ warning }) => warning)).toEqual(['last']);
    expect(warningsLeft(extendLease({ name: 'foo', lease }, '6h', ends(5.5)))).toHaveLength(2);
  });
});
