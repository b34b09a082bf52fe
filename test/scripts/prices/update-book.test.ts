import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { priceListsIn } from '../../../scripts/prices/price-lists';
import { fits, ruleOf } from '../../../scripts/prices/price-rules';
import { type Book, updateBook } from '../../../scripts/prices/update-book';
import { Price, type PriceKey, pricesOf } from '../../../src/domain/resources/price-book';
import { type ListedProduct, offerFile, writePriceLists } from '../../support/prices/offer-files';

const region = 'us-east-1';
const { prices } = pricesOf(region);
const whole: Book = { [region]: { ...prices } };

const asRead = (usd: number) => usd.toFixed(10);
const keys: PriceKey[] = [
  'nat-gateway',
  'nat-data',
  'lambda-requests',
  'step-functions',
  'rds-postgres-db.t4g.small-multi-az',
];
/** A book of a few prices, as the whole one has them. */
const book: Book = {
  [region]: Object.fromEntries([...keys, 'sns' as const].map((key) => [key, prices[key]])),
};

const ec2 = (sku: string, usagetype: string, unit: string, usd: string[]): ListedProduct => ({
  sku,
  family: 'NAT Gateway',
  attributes: { usagetype, operation: 'NatGateway', regionCode: region },
  unit,
  usd,
});
const gateway = ec2('NATHOURS', 'NatGateway-Hours', 'Hrs', [asRead(0.045)]);
const data = ec2('NATBYTES', 'NatGateway-Bytes', 'GB', [asRead(0.045)]);
const database: ListedProduct = {
  sku: 'T4GSMALL2',
  family: 'Database Instance',
  attributes: {
    instanceType: 'db.t4g.small',
    databaseEngine: 'PostgreSQL',
    deploymentOption: 'Multi-AZ',
    usagetype: 'Multi-AZUsage:db.t4g.small',
    regionCode: region,
  },
  unit: 'Hrs',
  usd: [asRead(0.065)],
};
const others = {
  AWSLambda: offerFile('AWSLambda', [
    {
      sku: 'LAMBDAREQ',
      family: 'Serverless',
      attributes: { usagetype: 'Request', group: 'AWS-Lambda-Requests', regionCode: region },
      unit: 'Requests',
      usd: ['0.0000002000'],
    },
  ]),
  AmazonStates: offerFile('AmazonStates', [
    {
      sku: 'SFNSTATES',
      family: 'AWS Step Functions',
      attributes: { usagetype: 'StateTransition', regionCode: region },
      unit: 'StateTransitions',
      usd: ['0.0000000000', '0.0000250000'],
    },
  ]),
  AmazonRDS: offerFile('AmazonRDS', [
    database,
    { ...database, sku: 'ORACLE', attributes: { ...database.attributes, databaseEngine: 'Oracle' } },
  ]),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-prices-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function updateFrom(ec2Products: ListedProduct[], its: Book = book) {
  writePriceLists(folder, region, { ...others, AmazonEC2: offerFile('AmazonEC2', ec2Products) });
  return updateBook(its, region, priceListsIn(folder));
}

describe('an update of the price book', () => {
  it('gives the prices that were read by hand, from lists in which AWS writes the same', async () => {
    const { book: after, changed, same, kept, refused } = await updateFrom([gateway, data]);

    expect({ changed, same: [...same].sort(), kept, refused }).toEqual({
      changed: [],
      same: [...keys].sort(),
      kept: ['sns'],
      refused: [],
    });
    for (const key of keys) expect(after[region]?.[key]?.usd).toBe(prices[key].usd);
    expect(after[region]?.['sns']).toEqual(prices.sns);
  });

  it('keeps of each price its product, the day of its list, its address, and the digest of the whole list', async () => {
    const { book: after, changed } = await updateFrom([{ ...gateway, usd: [asRead(0.05)] }, data]);

    expect(changed).toEqual(['nat-gateway: 0.045 -> 0.05']);
    const price = Price.parse(after[region]?.['nat-gateway']);
    expect(price).toMatchObject({
      usd: 0.05,
      per: 'hour',
      readOn: '2026-11-20',
      sku: 'NATHOURS',
      source:
        'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/20261120124544/us-east-1/index.json',
    });
    expect('sha256' in price && price.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, ListedProduct[], string]>([
    ['is of no product', [data], 'no product of us-east-1 fits'],
    [
      'is of another region only',
      [{ ...gateway, attributes: { ...gateway.attributes, regionCode: 'eu-west-1' } }, data],
      'no product of us-east-1 fits',
    ],
    ['is of two products', [gateway, { ...gateway, sku: 'OTHER' }, data], '2 products fit: NATHOURS, OTHER'],
    [
      'is 0',
      [{ ...gateway, usd: [asRead(0)] }, data],
      'the price is 0, as AWS writes what it does not publish',
    ],
    [
      'has several amounts',
      [{ ...gateway, usd: [asRead(0.045), asRead(0.04)] }, data],
      'it has 2 prices by amount, and should have one',
    ],
    ['has no amount', [{ ...gateway, usd: [] }, data], 'it has no price, or only prices of 0'],
    [
      'is in another currency',
      [{ ...gateway, currency: 'CNY' }, data],
      'the price is in CNY, and must be in USD',
    ],
    ['is no number', [{ ...gateway, usd: ['NA'] }, data], 'the price NA is no number'],
    ['is by another unit', [{ ...gateway, unit: 'Quantity' }, data], 'the unit is Quantity, and should fit'],
    ['has two terms', [{ ...gateway, terms: 2 }, data], 'NATHOURS has 2 terms on demand, and must have one'],
    ['has no term', [{ ...gateway, terms: 0 }, data], 'NATHOURS has 0 terms on demand, and must have one'],
  ])(
    'refuses a price that %s, and keeps what was read before with its date',
    async (_what, products, reason) => {
      const { book: after, refused, same } = await updateFrom(products);

      expect(refused).toEqual([expect.stringContaining(`nat-gateway: ${reason}`)]);
      expect(after[region]?.['nat-gateway']).toEqual(prices['nat-gateway']);
      expect(same).toContain('nat-data');
    },
  );

  it('gives a region that had none its own prices, and no other', async () => {
    const away = (product: ListedProduct) => ({
      ...product,
      attributes: {
        ...product.attributes,
        regionCode: 'eu-central-1',
        usagetype: `EUC1-${product.attributes['usagetype']}`,
      },
      usd: [asRead(0.052)],
    });
    const few: Book = { [region]: { 'nat-gateway': prices['nat-gateway'], 'nat-data': prices['nat-data'] } };
    writePriceLists(folder, 'eu-central-1', { AmazonEC2: offerFile('AmazonEC2', [away(gateway)]) });

    const { book: after, refused } = await updateBook(few, 'eu-central-1', priceListsIn(folder));

    expect(Object.keys(after['eu-central-1'] ?? {})).toEqual(['nat-gateway']);
    expect(refused).toEqual(['nat-data: no product of eu-central-1 fits']);
    const its = pricesOf('eu-central-1', {
      [region]: whole[region] ?? {},
      'eu-central-1': after['eu-central-1'] ?? {},
    });
    expect([its.region, its.prices['nat-gateway'].usd, its.isBorrowed('nat-gateway')]).toEqual([
      'eu-central-1',
      0.052,
      false,
    ]);
    expect([its.prices['nat-data'].usd, its.isBorrowed('nat-data')]).toEqual([0.045, true]);
  });

  it.each([
    [
      'a region that AWS does not list',
      'mars-north-1',
      {},
      'AmazonEC2 has no list for the region mars-north-1.',
    ],
    [
      'an offer that is not there',
      region,
      { AmazonEC2: undefined },
      "AWS's index has no offer AmazonEC2 by region.",
    ],
    [
      'a list of another offer',
      region,
      { AmazonEC2: offerFile('AmazonVPC', [gateway]) },
      'is the list of AmazonVPC, not of AmazonEC2',
    ],
    [
      'half a list',
      region,
      { AmazonEC2: offerFile('AmazonEC2', [gateway]).slice(0, 900) },
      'The file ends before it is whole',
    ],
  ])('stops at %s, and writes nothing', async (_what, wanted, more, reason) => {
    const lists = { ...others, AmazonEC2: offerFile('AmazonEC2', [gateway, data]), ...more };
    const there = Object.entries(lists).filter((entry): entry is [string, string] => entry[1] !== undefined);
    writePriceLists(folder, region, Object.fromEntries(there));

    await expect(updateBook(book, wanted, priceListsIn(folder))).rejects.toThrow(reason);
  });

  it('has rules for most prices of the book, and for no other', () => {
    const names = Object.keys(
      JSON.parse(readFileSync('src/domain/resources/prices.json', 'utf8'))[region] as object,
    );

    expect(names.filter((name) => ruleOf(name)).length).toBeGreaterThan(names.length / 2);
    expect(ruleOf('constructor')).toBeUndefined();
  });
});

it.each([
  ['NatGateway-Hours', true],
  ['EUC1-NatGateway-Hours', true],
  // Ireland is the first region of Europe, and has no number.
  ['EU-NatGateway-Hours', true],
  ['UGW1-NatGateway-Hours', true],
  ['EU-Regional-NatGateway-Hours', false],
  ['IA-NatGateway-Hours', false],
])('takes the usage type %s for that of a gateway: %s', (usagetype, is) => {
  const product = { sku: 'A', productFamily: 'NAT Gateway', attributes: { usagetype } };

  expect(fits(ruleOf('nat-gateway')!, product)).toBe(is);
});
