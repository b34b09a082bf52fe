/**
 * `npm run prices -- update [--region eu-central-1] [--from <folder>]`: writes the price book anew from AWS's bulk price lists, or from a folder with
 * lists that somebody downloaded. `npm run prices` says how old each price is.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { ageInDays } from '../src/client/text/price-age';
import { homeRegion, Price } from '../src/domain/resources/price-book';
import { awsPriceLists, priceListsIn } from './prices/price-lists';
import { type Updated, updateBook } from './prices/update-book';

const file = join(import.meta.dirname, '..', 'src', 'domain', 'resources', 'prices.json');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { region: { type: 'string', default: homeRegion }, from: { type: 'string' } },
});
const book = z.record(z.string(), z.record(z.string(), Price)).parse(JSON.parse(readFileSync(file, 'utf8')));

const print = (title: string, lines: readonly string[]) =>
  process.stdout.write(`${title}: ${lines.length}\n${lines.map((line) => `  ${line}\n`).join('')}`);

function printUpdate({ changed, same, kept, refused }: Updated): void {
  print('changed', changed);
  print('as before', same);
  print('kept, as there is no rule for them', kept);
  print('refused, and kept as they were', refused);
}

function printAges(): void {
  for (const [region, prices] of Object.entries(book))
    for (const [key, price] of Object.entries(prices)) {
      const age =
        'readOn' in price ? `${price.readOn}, ${ageInDays(price.readOn, new Date())} days old` : 'unverified';
      process.stdout.write(`${region} ${key}: $${price.usd} per ${price.unit}, ${age}\n`);
    }
}

if (positionals[0] === 'update') {
  const lists = values.from === undefined ? awsPriceLists : priceListsIn(values.from);
  const updated = await updateBook(book, values.region, lists);
  writeFileSync(`${file}.new`, `${JSON.stringify(updated.book, null, 2)}\n`);
  renameSync(`${file}.new`, file);
  printUpdate(updated);
  if (updated.refused.length > 0) process.exitCode = 3;
} else printAges();
