import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A product as AWS's lists have it, with one price on demand, or tiers of it. */
export interface ListedProduct {
  sku: string;
  family: string;
  attributes: Record<string, string>;
  unit: string;
  /** USD of each tier, as AWS writes it: ten digits. */
  usd: string[];
  /** Instead of USD. */
  currency?: string;
  /** How many terms on demand it has; one by default. */
  terms?: number;
}

const term = 'JRTCKXETXF';

function termsOf({ sku, unit, usd, currency = 'USD', terms = 1 }: ListedProduct): object {
  const dimensions = usd.map((price, at) => {
    const rateCode = `${sku}.${term}.${at === 0 ? '6YS6EN2CT7' : `TIER000${at}`}`;
    const range = {
      beginRange: String(at * 1_000),
      endRange: at === usd.length - 1 ? 'Inf' : String((at + 1) * 1_000),
    };
    const description = `$${Number(price)} per ${unit} {quoted "text", with: braces}`;
    return [
      rateCode,
      { rateCode, description, ...range, unit, pricePerUnit: { [currency]: price }, appliesTo: [] },
    ];
  });
  const each = {
    offerTermCode: term,
    sku,
    effectiveDate: '2026-11-01T00:00:00Z',
    priceDimensions: Object.fromEntries(dimensions),
    termAttributes: {},
  };
  return Object.fromEntries(
    Array.from({ length: terms }, (_, at) => [`${sku}.${term}${at === 0 ? '' : at}`, each]),
  );
}

/** An offer file in AWS's format v1.0, laid out as AWS lays it out: a space on either side of a colon. */
export function offerFile(
  offerCode: string,
  products: readonly ListedProduct[],
  publicationDate = '2026-11-20T12:45:44Z',
): string {
  const facts = products.map(({ sku, family, attributes }) => [
    sku,
    {
      sku,
      productFamily: family,
      attributes: {
        servicecode: offerCode,
        location: 'US East (N. Virginia)',
        locationType: 'AWS Region',
        ...attributes,
      },
    },
  ]);
  const file = {
    formatVersion: 'v1.0',
    disclaimer: 'This pricing list is for informational purposes only. "Quotes", {braces} and \\ are text.',
    offerCode,
    version: '20261120124544',
    publicationDate,
    products: Object.fromEntries(facts),
    terms: {
      OnDemand: Object.fromEntries(products.map((product) => [product.sku, termsOf(product)])),
      Reserved: Object.fromEntries(
        products.map((product) => [
          product.sku,
          { x: { priceDimensions: { y: { pricePerUnit: { USD: '0.0010000000' } } } } },
        ]),
      ),
    },
    attributesList: {},
  };
  return JSON.stringify(file, null, 2).replace(/": /g, '" : ');
}

/** Lists of offers under AWS's own paths in a folder, with both indexes: what `--from` takes. */
export function writePriceLists(
  folder: string,
  region: string,
  offers: Readonly<Record<string, string>>,
): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const head = { formatVersion: 'v1.0', disclaimer: '', publicationDate: '2026-11-20T12:45:44Z' };
  const base = '/offers/v1.0/aws';
  const entries = Object.keys(offers).map((offerCode) => [
    offerCode,
    {
      offerCode,
      currentVersionUrl: `${base}/${offerCode}/current/index.json`,
      currentRegionIndexUrl: `${base}/${offerCode}/current/region_index.json`,
    },
  ]);
  write(`${base}/index.json`, JSON.stringify({ ...head, offers: Object.fromEntries(entries) }));
  for (const [offer, text] of Object.entries(offers)) {
    const path = `${base}/${offer}/20261120124544/${region}/index.json`;
    write(
      `${base}/${offer}/current/region_index.json`,
      JSON.stringify({ ...head, regions: { [region]: { regionCode: region, currentVersionUrl: path } } }),
    );
    write(path, text);
  }
}
