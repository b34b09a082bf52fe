import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteOwner, removeOldFolders } from '../../../../src/local/start/old-folders';
import { identityOf, type ProcessIdentity } from '../../../../src/tools/processes/process-identity';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'parent-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const dead = { pid: 2 ** 22 + 1, started: 'long ago' };

function folderOf(name: string): string {
  const folder = join(parent, name);
  mkdirSync(join(folder, 'builds'), { recursive: true });
  return folder;
}

it('removes what dead planes left, and nothing that a living process uses or that nobody noted', async () => {
  const own = (await identityOf(process.pid)) as ProcessIdentity;
  const [old, reused, living, halfDead, unnoted] = ['old', 'reused', 'living', 'half', 'unnoted'].map(
    (name) => folderOf(`leasehold-${name}`),
  ) as [string, string, string, string, string];
  const others = folderOf('other-program');
  await noteOwner(old, dead);
  await noteOwner(reused, { ...own, started: 'another start' });
  await noteOwner(living, own);
  await noteOwner(halfDead, dead);
  await noteOwner(halfDead, own);
  await noteOwner(others, dead);
  writeFileSync(join(parent, 'leasehold-file'), '');

  expect(await removeOldFolders(parent)).toBe(2);

  expect([old, reused].map(existsSync)).toEqual([false, false]);
  expect([living, halfDead, unnoted, others].map(existsSync)).toEqual([true, true, true, true]);
});

it.each(['', '{"pid":', '{"pid":0,"started":"x"}', '[]'])(
  'leaves a folder whose only note is %j',
  async (text) => {
    const folder = folderOf('leasehold-odd');
    writeFileSync(join(folder, 'owner-1.json'), text);

    expect(await removeOldFolders(parent)).toBe(0);
    expect(existsSync(folder)).toBe(true);
  },
);

it('finds nothing in a folder that is not there', async () => {
  await expect(removeOldFolders(join(parent, 'nosuch'))).resolves.toBe(0);
});
