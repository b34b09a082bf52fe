import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { keepIn } from '../../../../src/bundle/proof/keep-by-digest';

const schema = z.object({ count: z.number() });

/** A folder of kept results, whose work counts how often it was done. */
function counting(folder = mkdtempSync(join(tmpdir(), 'leasehold-kept-'))) {
  let count = 0;
  const ask = (...about: string[]) => keepIn(folder)(about, schema, async () => ({ count: (count += 1) }));
  const fileOf = () => join(folder, readdirSync(folder)[0]!);
  return { folder, ask, fileOf };
}

it('does the work about one thing once, and about each other thing anew', async () => {
  const { ask } = counting();

  const seen = [await ask('a', 'b'), await ask('a', 'b'), await ask('ab'), await ask('a', 'c')];

  expect(seen.map(({ count }) => count)).toEqual([1, 1, 2, 3]);
});

it.each([
  ['is empty', () => ''],
  ['was written by half', (text: string) => text.slice(0, text.length / 2)],
  ['has one other letter', (text: string) => text.replace('"count":1', '"count":7')],
  ['is something else', () => 'null'],
])('does the work again where the file %s, and keeps the new result', async (_what, damage) => {
  const { ask, fileOf } = counting();
  await ask('a');
  writeFileSync(fileOf(), damage(readFileSync(fileOf(), 'utf8')));

  const seen = [await ask('a'), await ask('a')];

  expect(seen.map(({ count }) => count)).toEqual([2, 2]);
});

it('returns what was made where the folder cannot be written', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'leasehold-kept-')), 'file');
  writeFileSync(file, '');

  expect(await counting(file).ask('a')).toEqual({ count: 1 });
});

it('keeps nothing of work that failed', async () => {
  const { folder, ask } = counting();
  const failing = keepIn(folder)(['a'], schema, () => Promise.reject(new Error('no parser')));
  await expect(failing).rejects.toThrow('no parser');

  expect(await ask('a')).toEqual({ count: 1 });
});

it('leaves one whole file of many that do the same work at once', async () => {
  const { ask, fileOf, folder } = counting();

  await Promise.all(Array.from({ length: 20 }, () => ask('a')));

  expect(readdirSync(folder)).toHaveLength(1);
  expect(readFileSync(fileOf(), 'utf8')).toMatch(/^[0-9a-f]{64}\n\{"count":\d+\}$/);
});

it('removes what nobody made for a month', async () => {
  const { ask, fileOf, folder } = counting();
  await ask('old');
  const monthAgo = Date.now() / 1000 - 31 * 24 * 3_600;
  utimesSync(fileOf(), monthAgo, monthAgo);

  await ask('new');

  expect(readdirSync(folder)).toHaveLength(1);
});
