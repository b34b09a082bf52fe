import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildBundle, bundlePath, bundles } from '../../../scripts/build/bundles';

const root = process.cwd();
const folder = `dist/test/idp-${process.pid}`;
const inFolder = (name: string) => {
  const shipped = bundles.find((one) => one.name === name)!;
  return { ...shipped, folder: shipped.folder.replace('dist', folder) };
};
const launcher = inFolder('idp');
const program = inFolder('idp-program');
const command = bundlePath(root, launcher);
const run = async (...args: string[]) =>
  (await promisify(execFile)(process.execPath, args, { cwd: '/' })).stdout;

/** Every file that Node reads before the first line of `file` runs. */
function loadedAtOnce(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path] of text.matchAll(/(?:from|^import)"(\.\/[^"]+)"/gm))
    loadedAtOnce(join(dirname(file), path!), seen);
  return seen;
}

describe('the shipped idp', () => {
  beforeAll(() => Promise.all([launcher, program].map((bundle) => buildBundle(root, bundle))), 60_000);

  afterAll(() => rmSync(join(root, folder), { recursive: true, force: true }));

  it('runs by itself and explains itself', async () => {
    const { stdout } = await promisify(execFile)(command, ['--help'], { cwd: '/' });

    expect(stdout).toContain('Usage: idp [options] [command]');
  });

  it.each([['--help'], ['help'], ['--version'], ['list', '--help']])(
    'says to %j what its program says',
    async (...args) => {
      expect(await run(command, ...args)).toBe(await run(bundlePath(root, program), ...args));
    },
  );

  it('loads little before it knows what is wanted', () => {
    const texts = [command, ...loadedAtOnce(bundlePath(root, program))].map((file) =>
      readFileSync(file, 'utf8'),
    );

    expect(texts.join('')).toContain('Create cloud environments');
    expect(texts.join('').length).toBeLessThan(100_000);
    for (const text of texts) expect(text).not.toContain('ZodError');
  });
});
