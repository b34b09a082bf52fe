import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPlane, type KeptPlane } from '../../../../src/local/kept/keep-plane';
import { readRecord, recordFile } from '../../../../src/local/kept/kept-record';

let root: string;
let folder: string;
let opened: KeptPlane[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-'));
  folder = join(root, 'plane');
  opened = [];
});
afterEach(() => {
  for (const kept of opened) kept.leave();
  rmSync(root, { recursive: true });
});

async function keep(fresh = false): Promise<KeptPlane> {
  const kept = await keepPlane(folder, { fresh });
  opened.push(kept);
  return kept;
}

it('is taken up by the next process with its keys, its ports and its losses', async () => {
  const first = await keep();
  await first.update({ ports: { api: 4711 }, lost: ['hub'] });

  const next = await keep();

  expect(next.record).toEqual(first.record);
  expect(next.record).toMatchObject({ ports: { api: 4711 }, lost: ['hub'] });
  expect(next.lastSeenAt).toBeDefined();
  expect(first.lastSeenAt).toBeUndefined();
});

it('is for its user only, and whole whenever it is read', async () => {
  const kept = await keep();
  await kept.update({});
  const writes = Array.from({ length: 20 }, (_, port) => kept.update({ ports: { api: port + 1 } }));
  for (let reads = 0; reads < 20; reads += 1) {
    expect((await readRecord(folder))?.id).toBe(kept.record.id);
  }
  await Promise.all(writes);

  expect((await readRecord(folder))?.ports).toEqual({ api: 20 });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(recordFile(folder)).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['plane.json']);
});

it('is forgotten with its table and its folder of sockets by a fresh start, and by a stop', async () => {
  const first = await keep();
  const sockets = mkdtempSync(join(tmpdir(), 'leasehold-'));
  await first.update({ folder: sockets });
  mkdirSync(first.tableFolder);

  const fresh = await keep(true);

  expect(fresh.record.id).not.toBe(first.record.id);
  expect([sockets, first.tableFolder].map((path) => existsSync(path))).toEqual([false, false]);
  await fresh.update({ ports: {} });
  await fresh.forget();
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['half written', '{"id": "x"', 0o600],
  ['of another shape', '{"id": "x", "key": 1}', 0o600],
  ['that others may have written', undefined, 0o644],
])('begins anew where there is a record %s', async (_, text, mode) => {
  const first = await keep();
  await first.update({});
  if (text !== undefined) writeFileSync(recordFile(folder), text);
  chmodSync(recordFile(folder), mode);

  expect((await keep()).record.id).not.toBe(first.record.id);
});

it.each(['/etc', '/tmp/other', '/tmp/leasehold-x/../../home', ''])(
  'takes no record that names %j as its folder, which is removed one day',
  async (named) => {
    const first = await keep();
    await first.update({});
    const record = JSON.parse(readFileSync(recordFile(folder), 'utf8')) as object;
    writeFileSync(recordFile(folder), JSON.stringify({ ...record, folder: named }));

    expect(await readRecord(folder)).toBeUndefined();
  },
);
