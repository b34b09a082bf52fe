import { addDays, dayIn, instantIn, isZone, weekdayOf } from '../../../../src/domain/base/zone-time';

const at = (zone: string, [year = 0, month = 0, day = 0]: number[], hours: number, minutes = 0) =>
  instantIn(zone, { year, month, day }, hours * 60 + minutes);

describe('the instant of a clock on the wall', () => {
  it.each([
    ['in winter', 'Europe/Berlin', [2026, 1, 15], 20, 0, '2026-01-15T19:00:00.000Z'],
    ['in summer', 'Europe/Berlin', [2026, 7, 15], 20, 0, '2026-07-15T18:00:00.000Z'],
    ['before the gap of spring', 'Europe/Berlin', [2026, 3, 29], 1, 59, '2026-03-29T00:59:00.000Z'],
    ['in the gap, an hour later', 'Europe/Berlin', [2026, 3, 29], 2, 30, '2026-03-29T01:30:00.000Z'],
    ['behind the gap', 'Europe/Berlin', [2026, 3, 29], 3, 0, '2026-03-29T01:00:00.000Z'],
    ['twice in autumn, the first', 'Europe/Berlin', [2026, 10, 25], 2, 30, '2026-10-25T00:30:00.000Z'],
    ['behind the overlap', 'Europe/Berlin', [2026, 10, 25], 3, 0, '2026-10-25T02:00:00.000Z'],
    [
      'where clocks move half an hour',
      'Australia/Lord_Howe',
      [2026, 10, 4],
      2,
      15,
      '2026-10-03T15:45:00.000Z',
    ],
    ['where the gap is at midnight', 'America/Santiago', [2026, 9, 6], 0, 30, '2026-09-06T04:30:00.000Z'],
    ['in the south', 'America/New_York', [2026, 3, 8], 2, 30, '2026-03-08T07:30:00.000Z'],
    ['three quarters of an hour off', 'Asia/Kathmandu', [2026, 5, 1], 7, 0, '2026-05-01T01:15:00.000Z'],
    ['in UTC', 'UTC', [2026, 5, 1], 7, 0, '2026-05-01T07:00:00.000Z'],
    ['at the edge of a year', 'Pacific/Auckland', [2026, 1, 1], 0, 0, '2025-12-31T11:00:00.000Z'],
  ] as const)('%s', (_, zone, date, hours, minutes, expected) => {
    expect(at(zone, [...date], hours, minutes)).toBe(expected);
  });

  it('is the same minute again wherever clocks show it, over a whole year of zones', () => {
    for (const zone of ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Tehran', 'Africa/Casablanca'])
      for (let day = 0; day < 366; day++) {
        const date = addDays({ year: 2026, month: 1, day: 1 }, day);
        const noon = instantIn(zone, date, 12 * 60);

        expect([zone, dayIn(zone, noon)]).toEqual([zone, date]);
      }
  });
});

describe('days and zones', () => {
  it('go over months and leap years', () => {
    expect(addDays({ year: 2028, month: 2, day: 28 }, 1)).toEqual({ year: 2028, month: 2, day: 29 });
    expect(addDays({ year: 2026, month: 12, day: 31 }, 1)).toEqual({ year: 2027, month: 1, day: 1 });
    expect(weekdayOf({ year: 2026, month: 11, day: 27 })).toBe(5);
  });

  it('know a zone by its name only', () => {
    expect(['Europe/Berlin', 'UTC', 'Europe/Nowhere', '', '07:00'].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
