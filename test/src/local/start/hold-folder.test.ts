import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeConnection } from '../../../../src/local/connection-file';
import { holdFolder } from '../../../../src/local/start/hold-folder';
import { refuseSecond } from '../../../../src/local/start/refuse-second';
import { identityOf, type ProcessIdentity } from '../../../../src/tools/processes/process-identity';

let root: string;
let folder: string;
let lock: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'held-'));
  folder = join(root, '.leasehold');
  mkdirSync(folder);
  lock = join(folder, 'plane.00000000-0000-4000-8000-000000000000.held.lock');
});
afterEach(() => rmSync(root, { recursive: true }));

const own = async () => (await identityOf(process.pid)) as ProcessIdentity;

it('is held once, until it is released', async () => {
  const held = await holdFolder(folder);

  await expect(holdFolder(folder)).rejects.toThrow(`the process ${process.pid} uses the folder`);
  await held.release();
  expect(readdirSync(folder)).toEqual([]);
  await (await holdFolder(folder)).release();
});

it('is held by one of many that try at once', async () => {
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, started: 'long ago' }));

  const tried = await Promise.allSettled(Array.from({ length: 20 }, () => holdFolder(folder)));

  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(readdirSync(folder)).toHaveLength(2);
});

it.each([
  ['of a process that is gone', () => JSON.stringify({ pid: 2 ** 22 + 1, started: 'x' })],
  [
    'of an earlier process with a pid that is used again',
    () => JSON.stringify({ pid: process.pid, started: 'x' }),
  ],
  ['half written', () => '{"pid": 1'],
  ['empty', () => ''],
  ['of something else', () => '[]'],
])('is taken from a lock %s', async (_, text) => {
  writeFileSync(lock, text());

  await (await holdFolder(folder)).release();

  expect(existsSync(lock)).toBe(false);
});

it('is given back by who holds it only', async () => {
  const held = await holdFolder(folder);
  const other = join(folder, 'plane.00000000-0000-4000-8000-000000000001.held.lock');
  writeFileSync(other, JSON.stringify(await own()));

  await held.release();

  expect(existsSync(other)).toBe(true);
  await expect(holdFolder(folder)).rejects.toThrow('uses the folder');
});

it('is named with the pid and the address of the plane that has it', async () => {
  const other = spawn('sleep', ['60'], { stdio: 'ignore' });
  const pid = other.pid as number;
  writeFileSync(lock, JSON.stringify(await identityOf(pid)));
  const runs = `A control plane is already running in ${folder} (pid ${pid}, `;
  const then = 'Use it, or stop it with Ctrl-C where it was started.';

  await expect(refuseSecond(root, folder)).rejects.toThrow(`${runs}still starting). ${then}`);
  const aws = { endpoint: 'http://127.0.0.1:3', region: 'us-east-1', accessKeyId: 'k', secretAccessKey: 's' };
  await writeConnection(root, { url: 'http://127.0.0.1:4711', token: 't', people: {}, pid, aws });
  await expect(refuseSecond(root, folder)).rejects.toThrow(`${runs}http://127.0.0.1:4711). ${then}`);

  other.kill('SIGKILL');
  await new Promise((resolve) => other.once('exit', resolve));
  await (await refuseSecond(root, folder)).release();
});

it('says who runs under a pid, and nothing of nobody', async () => {
  expect(await own()).toEqual(await own());
  expect(await identityOf(2 ** 22 + 1)).toBeUndefined();
});
