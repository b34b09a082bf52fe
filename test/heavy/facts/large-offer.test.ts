import { readOffer } from '../../../scripts/prices/offer-file';

const products = 150_000;
const attributes = { usagetype: 'BoxUsage', regionCode: 'us-east-1', note: 'x'.repeat(300) };

/** An offer file of some 100 MB, a product at a time. */
async function* largeFile(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    '{"formatVersion":"v1.0","offerCode":"AmazonEC2","publicationDate":"2026-11-20T12:45:44Z","products":{',
  );
  for (let at = 0; at < products; at += 1)
    yield await Promise.resolve(
      Buffer.from(`${at > 0 ? ',' : ''}"S${at}":${JSON.stringify({ sku: `S${at}`, attributes })}`),
    );
  yield Buffer.from('},"terms":{"OnDemand":{');
  for (let at = 0; at < products; at += 1)
    yield Buffer.from(
      `${at > 0 ? ',' : ''}"S${at}":{"S${at}.T":{"sku":"S${at}","priceDimensions":{"R":{"unit":"Hrs","pricePerUnit":{"USD":"0.1"}}}}}`,
    );
  yield Buffer.from('}}}');
}

describe('an offer file of a hundred megabytes', () => {
  it('is read in memory for a few products', async () => {
    let most = 0;
    const before = process.memoryUsage().heapUsed;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }, 50);
    const offer = await readOffer(largeFile(), ({ sku }) => sku === 'S149999');
    clearInterval(watch);

    expect(offer.products.map(({ terms }) => terms.length)).toEqual([1]);
    expect(most).toBeLessThan(150_000_000);
  }, 300_000);
});
