import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  connectionFile,
  readConnection,
  removeConnection,
  removeStaleConnection,
  whoFile,
  writeConnection,
} from '../../../src/local/connection-file';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leasehold-connection-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const aws = { endpoint: 'http://127.0.0.1:3', region: 'us-east-1', accessKeyId: 'k', secretAccessKey: 's' };
const first = { url: 'http://127.0.0.1:1', token: 'one', people: { ada: 'one', bob: 'two' }, pid: 1, aws };
const second = { url: 'http://127.0.0.1:2', token: 'two', people: { ada: 'two' }, pid: 2, aws };
const read = () => JSON.parse(readFileSync(connectionFile(root), 'utf8')) as unknown;

it('is for its user only, and replaces that of an earlier plane', async () => {
  await writeConnection(root, first);
  await writeConnection(root, second);

  expect(read()).toEqual(second);
  expect((statSync(connectionFile(root)).mode & 0o777).toString(8)).toBe('600');
});

it('forgets who its user was once that person is not there any more', async () => {
  await writeConnection(root, first);
  writeFileSync(whoFile(root), 'bob\n');
  await writeConnection(root, first);
  expect(readFileSync(whoFile(root), 'utf8')).toBe('bob\n');

  await writeConnection(root, second);
  expect(existsSync(whoFile(root))).toBe(false);
});

it('goes when its plane stops, and not when an earlier one does', async () => {
  await writeConnection(root, first);
  await writeConnection(root, second);

  await removeConnection(root, first);
  expect(read()).toEqual(second);
  await removeConnection(root, second);
  expect(existsSync(connectionFile(root))).toBe(false);
  await removeConnection(root, second);
});

it('is read as far as it says which plane it is of', async () => {
  await expect(readConnection(root)).resolves.toBeUndefined();
  await writeConnection(root, first);

  await expect(readConnection(root)).resolves.toEqual({ url: first.url, pid: first.pid });
});

it.each(['', '{"url": "http://127', '[]', '{"url": 1, "pid": "2"}'])(
  'that holds %j names no plane, and is taken away with what is half written',
  async (text) => {
    await writeConnection(root, first);
    writeFileSync(connectionFile(root), text);
    writeFileSync(`${connectionFile(root)}.next`, text);

    await expect(readConnection(root)).resolves.toBeUndefined();
    await removeStaleConnection(root);
    expect(readdirSync(dirname(connectionFile(root)))).toEqual([]);
    await writeConnection(root, second);
    expect(read()).toEqual(second);
  },
);
