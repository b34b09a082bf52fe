import {
  formatDistance,
  formatDuration,
  formatInstant,
  formatSecond,
} from '../../../../src/client/text/time';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('times for people', () => {
  it.each([
    [0, '0s'],
    [999, '0s'],
    [-5 * second, '0s'],
    [40 * second, '40s'],
    [3 * minute + 5 * second, '3m5s'],
    [3 * minute, '3m'],
    [2 * hour + 10 * minute + 30 * second, '2h10m'],
    [6 * day + 23 * hour + 59 * minute, '6d23h'],
    [2 * day + 5 * minute, '2d'],
    [400 * day, '400d'],
  ])('name %i ms %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('tell instants to the minute or the second', () => {
    expect(formatInstant('2026-11-28T00:31:05.123Z')).toBe('2026-11-28 00:31 UTC');
    expect(formatSecond('2026-11-28T00:31:05.123Z')).toBe('2026-11-28 00:31:05 UTC');
  });

  it('tell how far ahead or behind an instant is', () => {
    const now = Date.parse('2026-01-01T00:00:00.000Z');

    expect(formatDistance('2026-01-01T00:00:30.000Z', now)).toBe('in 30s');
    expect(formatDistance('2025-12-31T22:00:00.000Z', now)).toBe('2h ago');
  });
});
