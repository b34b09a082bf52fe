import { ageInDays, describeAge } from '../../../../src/client/text/price-age';

const now = new Date('2026-11-27T16:00:00Z');

describe('the age of prices', () => {
  it.each([
    ['2026-11-27', 0],
    ['2026-11-26', 1],
    ['2026-03-18', 254],
    ['2027-01-01', 0],
  ])('of %s is %d days', (readOn, days) => {
    expect(ageInDays(readOn, now)).toBe(days);
  });

  it.each([
    ['2026-08-29', 'Prices read on 2026-08-29.'],
    ['2026-08-28', 'Prices read on 2026-08-28, 91 days ago; AWS may have changed them since.'],
  ])('is said of %s only above 90 days', (readOn, text) => {
    expect(describeAge(readOn, now)).toBe(text);
  });
});
