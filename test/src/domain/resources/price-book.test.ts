import { isPriceKey, Price, pricesOf } from '../../../../src/domain/resources/price-book';

const { prices } = pricesOf('us-east-1');

describe('the price book', () => {
  it.each(Object.entries(prices))('says where %s was read, or that it is unverified', (_, price) => {
    expect(price.source).toMatch(/^https:\/\/([\w-]+\.)*(aws\.amazon\.com|amazonaws\.com)\//);
    expect('readOn' in price).toBe(!('unverified' in price));
  });

  it.each(Object.keys(prices).filter((key) => key.endsWith('-multi-az')))(
    'asks more for %s than for one zone',
    (key) => {
      const one = key.replace('-multi-az', '');

      expect(isPriceKey(one) && isPriceKey(key) && prices[key].usd > prices[one].usd).toBe(true);
    },
  );

  it('takes no price that says neither its date nor that it is unverified', () => {
    const price = { usd: 1, per: 'hour', unit: 'thing', source: 'https://aws.amazon.com/' };

    expect(Price.safeParse(price).success).toBe(false);
    expect(Price.safeParse({ ...price, unverified: true }).success).toBe(true);
    expect(Price.safeParse({ ...price, readOn: '2026-10-07' }).success).toBe(true);
  });

  it('answers with the prices of us-east-1, and says so, for a region it does not know', () => {
    const { isBorrowed, ...shown } = pricesOf('eu-west-1');

    expect(shown).toEqual({ region: 'us-east-1', prices });
    expect(isBorrowed('alb')).toBe(true);
    expect(pricesOf('us-east-1').isBorrowed('alb')).toBe(false);
    expect(pricesOf('constructor').region).toBe('us-east-1');
  });
});
