import { chmod, mkdtemp, readFile, rm, stat, symlink, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { unzipFiles } from '../../../../src/bundle/archive';
import { digestOfPlan, packPlanFiles, putBackPlanFiles } from '../../../../src/runner/plan/plan-files';
import { writeText } from '../../../support/plane/machine';

const bundled = {
  'templates/web/main.tf': 'locals {}',
  'templates/web/config.json': '{}',
  'modules/app/main.tf': '',
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-plan-'));
  for (const [path, text] of Object.entries(bundled)) writeText(join(folder, path), text);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (path: string, text: string) => writeText(join(folder, path), text);

function pack() {
  const files = new Map(Object.entries(bundled).map(([path, text]) => [path, strToU8(text)]));
  const module = { usesAws: false, awsAliases: [], variables: [] };
  const workspace = {
    folder,
    root: join(folder, 'templates/web'),
    module,
    sleep: [],
    outputs: {},
    files,
    executables: new Set<string>(),
  };
  return packPlanFiles(workspace, undefined);
}

async function kept(): Promise<string[]> {
  const archive = await pack();
  if (archive === null) return [];
  const files = unzipFiles(archive, { what: 'It', mostBytes: 1_000_000 });
  return [...files.keys()].filter((path) => path !== 'plan-files.json').sort();
}

describe('what is kept with a plan', () => {
  it('is nothing where the plan wrote nothing', async () => {
    expect(await pack()).toBeNull();
  });

  it('is what is new or another than in the bundle, wherever it lies', async () => {
    write('templates/web/built/app.zip', 'zip');
    write('templates/web/config.json', '[]');
    write('modules/app/layer/node_modules/a.js', '');
    await chmod(join(folder, 'modules/app/main.tf'), 0o755);

    expect(await kept()).toEqual([
      'modules/app/layer/node_modules/a.js',
      'modules/app/main.tf',
      'templates/web/built/app.zip',
      'templates/web/config.json',
    ]);
  });

  it.each([
    'templates/web/.terraform/modules/modules.json',
    'templates/web/.terraform.lock.hcl',
    'templates/web/leasehold.tfplan',
    'templates/web/leasehold.auto.tfvars.json',
    'templates/web/leasehold_override.tf.json',
    'templates/web/terraform.tfstate',
    'templates/web/.terraform.tfstate.lock.info',
    '.home/.cache/pip/x',
  ])('is not %s, which is the runner’s or Terraform’s own', async (path) => {
    write(path, 'own');

    expect(await kept()).toEqual([]);
  });

  it('is a file of that name where a template has it for itself', async () => {
    write('modules/app/terraform.tfstate', '{}');

    expect(await kept()).toEqual(['modules/app/terraform.tfstate']);
  });

  it.each<[string, (place: string) => unknown, RegExp]>([
    [
      'a link that leads out',
      (place) => symlink('/etc/hostname', place),
      /templates\/web\/it, which is a link to \/etc\/hostname, which is outside/,
    ],
    [
      'a link to a folder',
      (place) => symlink('.', place),
      /templates\/web\/it, which is a link to \., which is a folder/,
    ],
    [
      'a link to nothing',
      (place) => symlink('gone', place),
      /templates\/web\/it, which is a link to gone, which does not exist/,
    ],
    [
      'more than 100 MB',
      async (place) => {
        writeText(place, '');
        await truncate(place, 100 * 1024 * 1024 + 1);
      },
      /wrote 100\.0 MB into the work folder, most of it templates\/web\/it \(100\.0 MB\).* at most 100 MB/,
    ],
  ])('is never %s: the run is refused by name', async (_what, make, says) => {
    await make(join(folder, 'templates/web/it'));

    await expect(pack()).rejects.toMatchObject({
      failure: { class: 'configuration', reason: expect.stringMatching(says) },
    });
  });
});

describe('what is put back', () => {
  it('is what was kept, with its modes, in place of what the bundle has', async () => {
    write('templates/web/config.json', '[1]');
    write('templates/web/bin/run', 'run');
    write('templates/web/bin/plain', 'plain');
    await chmod(join(folder, 'templates/web/bin/run'), 0o755);
    const archive = (await pack())!;
    await rm(join(folder, 'templates/web/bin'), { recursive: true });
    write('templates/web/config.json', '{}');

    await putBackPlanFiles({ folder }, archive, undefined);

    const read = (path: string) => readFile(join(folder, 'templates/web', path), 'utf8');
    const mode = async (path: string) => (await stat(join(folder, 'templates/web', path))).mode & 0o111;
    expect([await read('config.json'), await read('bin/run'), await read('bin/plain')]).toEqual([
      '[1]',
      'run',
      'plain',
    ]);
    expect([(await mode('bin/run')) > 0, await mode('bin/plain')]).toEqual([true, 0]);
  });

  it('takes the place of a link and does not go through it', async () => {
    const outside = join(folder, 'outside');
    writeText(outside, 'mine');
    write('templates/web/config.json', '[1]');
    const archive = (await pack())!;
    await rm(join(folder, 'templates/web/config.json'));
    await symlink(outside, join(folder, 'templates/web/config.json'));

    await putBackPlanFiles({ folder }, archive, undefined);

    expect(await readFile(outside, 'utf8')).toBe('mine');
    expect(await readFile(join(folder, 'templates/web/config.json'), 'utf8')).toBe('[1]');
  });

  it.each(['../outside', '/etc/x', 'templates/web/.terraform/x'])('is never %s', async (path) => {
    const archive = zipSync({ 'plan-files.json': strToU8('{}'), [path]: strToU8('x') });

    await expect(putBackPlanFiles({ folder }, archive, undefined)).rejects.toThrow('unsafe path');
  });
});

it('is approved by the digest of the plan alone where nothing is kept, and else by another for each content', () => {
  const plan = 'a'.repeat(64);

  const digests = [null, strToU8('one'), strToU8('two')].map((files) => digestOfPlan(plan, files));

  expect(digests[0]).toBe(plan);
  expect(new Set(digests).size).toBe(3);
  for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
});
