import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { packageCli, type PackagedCli } from '../../../scripts/build/package-cli';
import { openPlane } from '../../e2e/open-plane';
import { admin, type TestPlane } from '../../support/plane/plane';

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'leasehold-package-'));
const prefix = join(folder, 'prefix');
const installed = join(prefix, 'lib', 'node_modules', 'leasehold-idp');
const exec = promisify(execFile);

describe('the command line as a package', () => {
  let packed: PackagedCli;
  let on: TestPlane;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    [packed, on] = await Promise.all([packageCli(root, relative(root, join(folder, 'built'))), openPlane()]);
    const { PATH = '' } = process.env;
    env = { PATH, HOME: folder, IDP_URL: on.plane.url, IDP_TOKEN: await on.plane.mint(admin) };
    const install = ['install', '--global', '--offline', '--prefix', prefix, packed.tarball];
    execFileSync('npm', install, { cwd: folder, env: { PATH, HOME: folder } });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds no CDK, no runner and nothing of the plane', () => {
    const parts =
      /node_modules\/(aws-cdk|constructs)|^(lib|lambdas|statemachines|terraform)\/|^src\/(runner|local|emulators)\//;

    expect(packed.inputs.filter((input) => parts.test(input))).toEqual([]);
    expect(packed.inputs).toContain('src/cli/program.ts');
  });

  it('has no dependencies, and the licences of what is inside', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;

    expect(Object.keys(manifest)).not.toContain('dependencies');
    expect(manifest['license']).toBe('Apache-2.0');
    expect(readdirSync(installed).sort()).toEqual([
      'LICENSE',
      'NOTICES.md',
      'README.md',
      'bin',
      'idp',
      'package.json',
    ]);
    const notices = readFileSync(join(installed, 'NOTICES.md'), 'utf8');
    for (const name of ['commander', 'zod', '@clack/prompts']) expect(notices).toContain(`## ${name} `);
  });

  it.each([
    ['installed into an empty prefix', () => [join(prefix, 'bin', 'idp')]],
    ['as one file', () => [process.execPath, packed.oneFile]],
  ])('speaks to a running plane: %s', async (_, program) => {
    const [command = '', ...args] = program();

    const { stdout } = await exec(command, [...args, 'templates'], { cwd: folder, env });
    const help = await exec(command, [...args, '--help'], { cwd: folder, env });

    expect(stdout).toMatch(/^playground +\d/m);
    expect(help.stdout).toContain('Usage: idp [options] [command]');
  });
});
