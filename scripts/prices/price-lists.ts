import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Where AWS publishes its price lists. */
const host = 'https://pricing.us-east-1.amazonaws.com';

/** A place with price lists, by the paths that AWS gives them (`/offers/v1.0/aws/index.json`). */
export interface PriceLists {
  /** The bytes of a list. Throws where there is none of that path. */
  open: (path: string) => Promise<AsyncIterable<Uint8Array>>;
}

/** AWS itself. */
export const awsPriceLists: PriceLists = {
  open: async (path) => {
    const response = await fetch(`${host}${path}`);
    if (!response.ok || response.body === null) throw new Error(`${host}${path} answers ${response.status}.`);
    return response.body;
  },
};

/** A folder with lists that somebody downloaded, under AWS's own paths. */
export function priceListsIn(folder: string): PriceLists {
  return { open: (path) => Promise.resolve(createReadStream(join(folder, path))) };
}

const Path = z
  .string()
  .regex(/^\/offers\/v1\.0\/aws\/[\w./-]+$/)
  .refine((path) => !path.includes('..'));
const Index = z.looseObject({
  formatVersion: z.literal('v1.0'),
  offers: z.record(z.string(), z.looseObject({ currentRegionIndexUrl: Path.optional() })),
});
const RegionIndex = z.looseObject({
  formatVersion: z.literal('v1.0'),
  regions: z.record(z.string(), z.looseObject({ currentVersionUrl: Path })),
});

/** Finds the present list of an offer in a region, through AWS's two indexes. Throws where either does not name it. */
export async function pathOfOffer(lists: PriceLists, offer: string, region: string): Promise<string> {
  const index = Index.parse(await readSmall(lists, '/offers/v1.0/aws/index.json'));
  const regions = Object.hasOwn(index.offers, offer) ? index.offers[offer]?.currentRegionIndexUrl : undefined;
  if (regions === undefined) throw new Error(`AWS's index has no offer ${offer} by region.`);
  const found = RegionIndex.parse(await readSmall(lists, regions)).regions;
  const path = Object.hasOwn(found, region) ? found[region]?.currentVersionUrl : undefined;
  if (path === undefined) throw new Error(`${offer} has no list for the region ${region}.`);
  return path;
}

/** The address of a list, as the price book names its source. */
export const addressOf = (path: string): string => `${host}${path}`;

const largestIndex = 20_000_000;

async function readSmall(lists: PriceLists, path: string): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of await lists.open(path)) {
    size += piece.byteLength;
    if (size > largestIndex) throw new Error(`${path} is too large for an index.`);
    pieces.push(piece);
  }
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}
