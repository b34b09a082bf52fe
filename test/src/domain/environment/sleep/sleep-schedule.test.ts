import { newestEdge, nextEdge } from '../../../../../src/domain/environment/sleep/sleep-edges';
import { asleepShare, parseSleepSchedule } from '../../../../../src/domain/environment/sleep/sleep-schedule';
import { isDomainError } from '../../../../../src/domain/base/errors';

const nights = '20:00-07:00 Europe/Berlin';
const weekends = 'Mon-Thu 20:00-07:00, Fri 20:00-Mon 07:00 Europe/Berlin';

function refusal(text: string): string {
  try {
    parseSleepSchedule(text);
    return '';
  } catch (error) {
    return isDomainError(error, 'InvalidRequest') ? (error.issues?.[0]?.message ?? '') : String(error);
  }
}

describe('a schedule', () => {
  it.each([
    ['20:00-07:00', 'is not a schedule'],
    ['nights', 'is not a schedule'],
    ['20:00-07:00 Europe/Nowhere', "'Europe/Nowhere' is not a time zone"],
    ['24:00-07:00 UTC', "'24:00-07:00' is not a time of sleep"],
    ['8pm-7am UTC', 'is not a time of sleep'],
    ['20:00-20:00 UTC', 'ends when it begins'],
    ['Mon 20:00-Mon 20:00 UTC', 'ends when it begins'],
    ['Mon-Fri 20:00-Mon 07:00 UTC', 'must begin on one day too'],
    ['07:00-20:00, 20:00-07:00 UTC', 'leaves no time awake'],
    [
      '00:00-01:00,01:00-02:00,02:00-03:00,03:00-04:00,04:00-05:00,05:00-06:00,06:00-07:00,07:00-08:00 UTC',
      'more than 7',
    ],
    [', UTC', 'is not a time of sleep'],
  ])('%s is refused', (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  it.each([
    [nights, 11 / 24],
    ['Mon-Fri 20:00-07:00 UTC', (5 * 11) / 168],
    [weekends, (4 * 11 + 59) / 168],
    ['Sat-Sun 00:00-23:59 UTC', (2 * (23 + 59 / 60)) / 168],
    ['Fri-Mon 22:00-23:00 UTC', 4 / 168],
    ['20:00-07:00, 22:00-06:00 UTC', 11 / 24],
  ])('%s sleeps its share of a week', (text, share) => {
    expect(asleepShare(parseSleepSchedule(text))).toBeCloseTo(share, 9);
  });
});

describe('the edges of a schedule', () => {
  const newest = (text: string, now: string) => newestEdge(text, now);

  it.each([
    ['before it falls asleep', '2026-01-15T18:59:59.999Z', '2026-01-15T06:00:00.000Z', 'wake'],
    ['on the edge', '2026-01-15T19:00:00.000Z', '2026-01-15T19:00:00.000Z', 'sleep'],
    ['at night', '2026-01-16T03:00:00.000Z', '2026-01-15T19:00:00.000Z', 'sleep'],
    ['in summer', '2026-07-15T18:30:00.000Z', '2026-07-15T18:00:00.000Z', 'sleep'],
  ])('the newest is known %s', (_, now, at, to) => {
    expect(newest(nights, now)).toEqual({ at, to });
  });

  it('alternate, and end a night in which clocks are set when the wall says so', () => {
    const edges: string[] = [];
    let at = '2026-03-28T12:00:00.000Z';
    for (let count = 0; count < 4; count++) {
      const edge = nextEdge(nights, at)!;
      edges.push(`${edge.to} ${edge.at}`);
      at = edge.at;
    }

    expect(edges).toEqual([
      'sleep 2026-03-28T19:00:00.000Z',
      'wake 2026-03-29T05:00:00.000Z',
      'sleep 2026-03-29T18:00:00.000Z',
      'wake 2026-03-30T05:00:00.000Z',
    ]);
  });

  it('leave a weekend asleep in one piece', () => {
    expect(newest(weekends, '2026-11-29T12:00:00.000Z')).toEqual({
      at: '2026-11-27T19:00:00.000Z',
      to: 'sleep',
    });
    expect(nextEdge(weekends, '2026-11-28T07:00:00.000Z')).toEqual({
      at: '2026-11-30T06:00:00.000Z',
      to: 'wake',
    });
  });

  it('are none in a gap that swallows a whole time of sleep, and the next night again', () => {
    const short = '02:15-03:10 Europe/Berlin';

    expect(nextEdge(short, '2026-03-28T12:00:00.000Z')).toEqual({
      at: '2026-03-30T00:15:00.000Z',
      to: 'sleep',
    });
  });

  it.each([
    ['2026-03-25', '2026-04-08'],
    ['2026-08-28', '2026-09-12'],
    ['2026-10-20', '2026-11-03'],
    ['2026-12-27', '2027-01-05'],
  ])('alternate from %s to %s, whatever the zone and the schedule', (first, end) => {
    const schedules = [nights, weekends, 'Sun 01:30-02:30 Europe/Berlin', '23:30-00:30 America/Santiago'];
    for (const text of schedules) {
      let [last, at] = ['', `${first}T00:00:00.000Z`];
      for (let edge = nextEdge(text, at); edge && edge.at < end; edge = nextEdge(text, at)) {
        expect([text, edge.to]).not.toEqual([text, last]);
        expect(newestEdge(text, edge.at)).toEqual(edge);
        [last, at] = [edge.to, edge.at];
      }
      expect(last).not.toBe('');
    }
  });

  it('are none of a zone that is not known any more', () => {
    expect(newest('20:00-07:00 Europe/Nowhere', '2026-01-15T18:59:59.999Z')).toBeUndefined();
  });
});
