import { execFile } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { packBundles } from '../../../src/bundle/pack-bundles';
import { fetchBundle } from '../../../src/bundle/read-bundle';
import { readTree } from '../../../src/bundle/read-tree';
import type { Packing } from '../../../src/domain/template/refused-template';
import type { Engine } from '../../../src/domain/template/engine';
import { writeText } from '../../support/plane/machine';

const engine: Engine = { name: 'terraform', version: '1.11.4' };
const manifest = `
title: A template
description: What it is for.
version: 1.0.0
lease: { default: 7d, max: 30d }
`;

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'leasehold-tree-')));
  for (const name of ['web', 'other']) {
    writeText(join(folder, `templates/${name}/template.yaml`), manifest);
    writeText(join(folder, `templates/${name}/main.tf`), 'resource "terraform_data" "this" {}');
  }
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (path: string) => join(folder, path);

async function pack(): Promise<Packing> {
  return packBundles({ ...(await readTree(folder)), engine });
}

/** What a bundle holds, as a build unpacks it. */
async function bundled(packing: Packing, name: string) {
  const found = packing.packed.find((one) => one.name === name)!;
  return fetchBundle(() => Promise.resolve(found.zip), found.bundle);
}

describe('the mode of a file', () => {
  it('is in the bundle and in its digest', async () => {
    writeText(at('templates/web/scripts/setup.sh'), '#!/bin/sh\n');
    const plain = await pack();
    await chmod(at('templates/web/scripts/setup.sh'), 0o755);

    const packing = await pack();

    const { executables, files } = await bundled(packing, 'web');
    expect([...executables]).toEqual(['templates/web/scripts/setup.sh']);
    expect(files.has('templates/web/scripts/setup.sh')).toBe(true);
    const digestIn = ({ packed }: Packing, name: string) => packed.find((one) => one.name === name)?.bundle;
    expect(digestIn(packing, 'web')).not.toBe(digestIn(plain, 'web'));
    expect(digestIn(packing, 'other')).toBe(digestIn(plain, 'other'));
  });

  it('is kept of a module, and is there for whoever unpacks the bundle by hand', async () => {
    writeText(at('templates/web/main.tf'), 'module "app" {\n  source = "../../modules/app"\n}');
    writeText(at('modules/app/main.tf'), '');
    writeText(at('modules/app/bin/run'), '#!/bin/sh\n');
    await chmod(at('modules/app/bin/run'), 0o711);

    const { packed } = await pack();

    const zip = Buffer.from(packed.find(({ name }) => name === 'web')!.zip);
    // In the central directory the attributes lie 8 bytes before the name, and the mode is their upper half.
    const entry = zip.lastIndexOf('modules/app/bin/run');
    expect(zip.readUInt32LE(entry - 8) >>> 16).toBe(0o100755);
    expect((await bundled({ packed, refused: [], unproven: [] }, 'web')).executables).toEqual(
      new Set(['modules/app/bin/run']),
    );
  });
});

describe('a link', () => {
  it.each([
    ['beside it', 'shared.txt', 'templates/web/shared.txt'],
    ['below it', './files/../files/a.txt', 'templates/web/files/a.txt'],
    ['through another link', 'again.txt', 'templates/web/files/a.txt'],
  ])('to a file of its template %s is that file', async (_where, target, path) => {
    writeText(at('templates/web/shared.txt'), 'shared.txt');
    writeText(at('templates/web/files/a.txt'), 'files/a.txt');
    await symlink('files/a.txt', at('templates/web/again.txt'));
    await symlink(target, at('templates/web/linked.txt'));

    const { files } = await bundled(await pack(), 'web');

    expect(Buffer.from(files.get('templates/web/linked.txt')!).toString()).toBe(
      path.replace('templates/web/', ''),
    );
  });

  it('to configuration is judged as configuration where it lies', async () => {
    writeText(at('templates/web/files/more.txt'), 'terraform {\n  encryption {}\n}');
    await symlink('files/more.txt', at('templates/web/more.tf'));

    const { refused } = await pack();

    expect(refused).toEqual([
      { name: 'web', reasons: [expect.stringMatching(/^templates\/web\/more\.tf: .*encryption/)] },
    ]);
  });

  const outside =
    /^templates\/web\/linked is a link to .*, which is outside; a bundle contains only regular files/;
  it.each<[string, string, RegExp]>([
    ['out of it, relative', '../../../outside', outside],
    ['out of it, absolute', '/etc/hostname', outside],
    ['out of it, through another link', 'hop', outside],
    ['to another template', '../other/main.tf', outside],
    ['to a module', '../../modules/app/main.tf', outside],
    ['to the folder of all', '../..', outside],
    ['to a folder', 'files', /^templates\/web\/linked is a link to files, which is a folder;/],
    ['to nothing', 'gone', /^templates\/web\/linked is a link to gone, which does not exist;/],
    ['below a file', 'main.tf/x', /^templates\/web\/linked is a link to main\.tf\/x, which does not exist;/],
    ['to itself', 'linked', /^templates\/web\/linked is a link to linked, which points back to the link;/],
    ['to a device', '/dev/zero', outside],
  ])('%s is refused by name, and holds up no other template', async (_where, target, says) => {
    const secret = `${folder}-outside`;
    writeText(secret, 'secret');
    writeText(at('templates/web/files/a.txt'), '');
    writeText(at('modules/app/main.tf'), '');
    await symlink(secret, at('templates/web/hop'));
    await symlink(target.replace('outside', basename(secret)), at('templates/web/linked'));

    const { packed, refused } = await pack();
    await rm(secret);

    expect(packed.map(({ name }) => name)).toEqual(['other']);
    expect(refused.map(({ name }) => name)).toEqual(['web']);
    expect(refused[0]?.reasons).toContainEqual(expect.stringMatching(says));
  });

  it('in place of a template, its manifest or a module is named by whoever needs it', async () => {
    writeText(at('elsewhere/template.yaml'), manifest);
    await symlink('../elsewhere', at('templates/linked'));
    await mkdir(at('templates/half'));
    await symlink('../../elsewhere/template.yaml', at('templates/half/template.yaml'));
    writeText(at('templates/web/main.tf'), 'module "app" {\n  source = "../../modules/app"\n}');
    await mkdir(at('modules'));
    await symlink('../elsewhere', at('modules/app'));

    const { packed, refused } = await pack();

    expect(packed.map(({ name }) => name)).toEqual(['other']);
    expect(Object.fromEntries(refused.map(({ name, reasons }) => [name, reasons.join('\n')]))).toEqual({
      half: expect.stringMatching(/^templates\/half\/template\.yaml is a link .* which is outside;/),
      linked: expect.stringMatching(/^templates\/linked is a link to \.\.\/elsewhere, which is outside;/),
      web: expect.stringContaining('modules/app'),
    });
  });
});

describe('what is no file', () => {
  it('is refused by name and never opened: a pipe, a socket', async () => {
    await promisify(execFile)('mkfifo', [at('templates/web/pipe')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(at('templates/web/socket'), resolve));
    await symlink('pipe', at('templates/web/to-pipe'));

    const { packed, refused } = await pack();
    server.close();

    expect(packed.map(({ name }) => name)).toEqual(['other']);
    expect(refused[0]?.reasons.map((reason) => reason.split(';')[0])).toEqual([
      'templates/web/pipe is a named pipe',
      'templates/web/socket is a socket',
      'templates/web/to-pipe is a link to pipe, which is a named pipe',
    ]);
  });

  it('is no matter where no bundle would hold it', async () => {
    await mkdir(at('templates/web/tests'));
    await mkdir(at('modules/unused'), { recursive: true });
    await promisify(execFile)('mkfifo', [
      at('templates/web/tests/pipe'),
      at('modules/unused/pipe'),
      at('pipe'),
    ]);

    const { packed, refused } = await pack();

    expect(packed).toHaveLength(2);
    expect(refused).toEqual([]);
  });

  it('is told from two names of one file, which are two files', async () => {
    await link(at('templates/web/main.tf'), at('templates/web/copy.txt'));

    const { files } = await bundled(await pack(), 'web');

    expect(files.get('templates/web/copy.txt')).toEqual(files.get('templates/web/main.tf'));
  });
});

describe('a template whose files', () => {
  it('are more than a bundle holds is refused by the largest', async () => {
    const most = 64 * 1024 * 1024;
    writeText(at('templates/web/half.bin'), 'x'.repeat(most / 2));
    writeText(at('templates/web/more.bin'), 'x'.repeat(most / 2 + 1));

    const { packed, refused } = await pack();

    expect(packed.map(({ name }) => name)).toEqual(['other']);
    expect(refused[0]?.reasons).toEqual([
      expect.stringMatching(
        /^the files have 671\d+ bytes in total, .* the largest is templates\/web\/more\.bin /,
      ),
    ]);
  });

  it('have names that no build would unpack is refused by them', async () => {
    writeText(at('templates/web/a\\b.txt'), '');

    const { refused } = await pack();

    expect(refused[0]?.reasons).toEqual([
      expect.stringMatching(/^templates\/web\/a\\b\.txt has a name that is not allowed in a bundle;/),
    ]);
  });
});
