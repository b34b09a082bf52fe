import { link, mkdtemp, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHandedOver, writeHandedOver } from '../../../../src/runner/terraform/handed-over';

const folderOf = () => mkdtemp(join(tmpdir(), 'leasehold-handed-'));

describe('a file that Terraform may have put there', () => {
  it('is read where it is a file', async () => {
    const file = join(await folderOf(), 'state');
    await writeHandedOver(file, 'mine', undefined);

    expect(String(await readHandedOver(file))).toBe('mine');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a link to what the runner may read', (from: string, to: string) => symlink(from, to)],
    ['another name of what the runner may read', (from: string, to: string) => link(from, to)],
  ])('is not read where it is %s', async (_what, plant) => {
    const folder = await folderOf();
    await writeFile(join(folder, 'secret'), 'of the runner');
    await plant(join(folder, 'secret'), join(folder, 'state'));

    await expect(readHandedOver(join(folder, 'state'))).rejects.toThrow(/ELOOP|is a link to another file/);
  });

  it('is written in place of a link, and not to where that leads', async () => {
    const folder = await folderOf();
    await writeFile(join(folder, 'program'), 'of the runner');
    await symlink(join(folder, 'program'), join(folder, 'plan'));

    await writeHandedOver(join(folder, 'plan'), 'a plan', undefined);

    expect(await readFile(join(folder, 'program'), 'utf8')).toBe('of the runner');
    expect(String(await readHandedOver(join(folder, 'plan')))).toBe('a plan');
  });
});
