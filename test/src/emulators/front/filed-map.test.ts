import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FiledMap } from '../../../../src/emulators/front/filed-map';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'filed-'));
  file = join(folder, 'map.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('holds for the next process what was set and not deleted', () => {
  const first = new FiledMap<Record<string, string>>(file);
  first.set('a', { x: '1' }).set('b', { y: '2' }).set('a', { x: '3' });
  first.delete('b');
  first.delete('never');

  expect([...new FiledMap(file)]).toEqual([['a', { x: '3' }]]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it.each(['', '{', '[[1', '{}'])('is empty where its file holds %j', (text) => {
  writeFileSync(file, text);

  expect([...new FiledMap(file)]).toEqual([]);
});
