import fc from 'fast-check';
import { readOffer } from '../../../scripts/prices/offer-file';
import { offerFile, type ListedProduct } from '../../support/prices/offer-files';

const gateway: ListedProduct = {
  sku: 'M2YSHUBETB3JX4M4',
  family: 'NAT Gateway',
  attributes: { usagetype: 'NatGateway-Hours', regionCode: 'us-east-1' },
  unit: 'Hrs',
  usd: ['0.0450000000'],
};

/** The bytes in pieces of this size, so that texts and characters are cut anywhere. */
async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const all = () => true;

describe('an offer file', () => {
  it('is read the same wherever it is cut into pieces', async () => {
    const text = offerFile('AmazonEC2', [
      gateway,
      { ...gateway, sku: 'ÄÖ€B', usd: ['0.0000000000', '0.0100000000'] },
    ]);
    const whole = await readOffer(inPieces(text, text.length * 2), all);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) => {
        expect(await readOffer(inPieces(text, size), all)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
    expect(whole).toMatchObject({ offerCode: 'AmazonEC2', publicationDate: '2026-11-20T12:45:44Z' });
    expect(whole.products.map(({ product, terms }) => [product.sku, terms.length])).toEqual([
      ['M2YSHUBETB3JX4M4', 1],
      ['ÄÖ€B', 1],
    ]);
  });

  it('is refused wherever it ends before it is whole', async () => {
    const text = offerFile('AmazonEC2', [gateway]);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: text.length - 1 }), async (length) => {
        await expect(readOffer(inPieces(text.slice(0, length), 1_000), all)).rejects.toThrow();
      }),
    );
  });

  it.each([
    ['another format', offerFile('AmazonEC2', [gateway]).replace('"v1.0"', '"v2.0"'), 'formatVersion'],
    ['a list', '[]', 'The file is no offer file: it begins otherwise.'],
    ['something behind its end', `${offerFile('AmazonEC2', [gateway])}{}`, 'The file goes on after its end.'],
    ['no date', offerFile('AmazonEC2', [gateway], 'yesterday'), 'publicationDate'],
  ])('is refused with %s', async (_what, text, reason) => {
    await expect(readOffer(inPieces(text, 64), all)).rejects.toThrow(reason);
  });

  it('keeps what is wanted, however much there is', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({ ...gateway, sku: `SKU${at}` }));
    const { products } = await readOffer(
      inPieces(offerFile('AmazonEC2', many), 65_536),
      ({ sku }) => sku === 'SKU4999',
    );

    expect(products.map(({ product }) => product.sku)).toEqual(['SKU4999']);
  });
});
