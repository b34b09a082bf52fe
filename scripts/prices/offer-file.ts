import { createHash } from 'node:crypto';
import * as z from 'zod';
import { OfferSplitter } from './split-offer';

/** A product of an offer file, as far as rules ask for it. */
export const Product = z.looseObject({
  sku: z.string(),
  productFamily: z.string().optional(),
  attributes: z.record(z.string(), z.string()),
});
export type Product = z.infer<typeof Product>;

/** One tier of a price; AWS writes amounts as text with ten digits, one for each currency. */
export const Dimension = z.looseObject({
  unit: z.string(),
  beginRange: z.string().optional(),
  endRange: z.string().optional(),
  pricePerUnit: z.record(z.string(), z.string()),
});
export type Dimension = z.infer<typeof Dimension>;

const Term = z.looseObject({ sku: z.string(), priceDimensions: z.record(z.string(), Dimension) });
const Terms = z.record(z.string(), Term);

/** What rules need of an offer file, with the digest of all of it. */
export interface Offer {
  offerCode: string;
  publicationDate: string;
  sha256: string;
  /** The products that were wanted, with their terms on demand. */
  products: { product: Product; terms: z.infer<typeof Term>[] }[];
}

const Head = z.looseObject({
  formatVersion: z.literal('v1.0'),
  offerCode: z.string(),
  publicationDate: z.iso.datetime(),
});

/**
 * Reads an offer file of AWS's bulk price list (format v1.0) as it comes, and keeps the products that are wanted. Throws where it is cut off or
 * has another form.
 */
export async function readOffer(
  pieces: AsyncIterable<Uint8Array>,
  isWanted: (product: Product) => boolean,
): Promise<Offer> {
  const [head, products] = [new Map<string, unknown>(), new Map<string, Offer['products'][number]>()];
  const [splitter, decoder, hash] = [
    new OfferSplitter(),
    new TextDecoder('utf-8', { fatal: true }),
    createHash('sha256'),
  ];
  const take = (text: string) => {
    for (const { path, text: value } of splitter.push(text)) {
      if (path[0] === 'products') keepProduct(Product.parse(JSON.parse(value)));
      else if (path[0] === 'terms') keepTerms(path[2] ?? '', value);
      else if (path.length === 1) head.set(path[0] ?? '', JSON.parse(value));
    }
  };
  const keepProduct = (product: Product) => {
    if (isWanted(product)) products.set(product.sku, { product, terms: [] });
  };
  // The terms of what nobody wants are not even parsed.
  const keepTerms = (sku: string, value: string) => {
    const known = products.get(sku);
    if (known) known.terms = Object.values(Terms.parse(JSON.parse(value)));
  };
  for await (const piece of pieces) {
    hash.update(piece);
    take(decoder.decode(piece, { stream: true }));
  }
  take(decoder.decode());
  splitter.end();
  const { offerCode, publicationDate } = Head.parse(Object.fromEntries(head));
  return { offerCode, publicationDate, sha256: hash.digest('hex'), products: [...products.values()] };
}
