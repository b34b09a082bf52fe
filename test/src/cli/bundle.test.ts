import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildBundle, bundlePath, bundles } from '../../../scripts/bundles';

const root = process.cwd();
const shipped = bundles.find(({ name }) => name === 'idp')!;
const bundle = { ...shipped, folder: `dist/test/idp-${process.pid}` };
const main = bundlePath(root, bundle);

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
  beforeAll(() => buildBundle(root, bundle), 60_000);

  afterAll(() => rmSync(join(root, bundle.folder), { recursive: true, force: true }));

  it('runs by itself and explains itself', async () => {
    const { stdout } = await promisify(execFile)(main, ['--help'], { cwd: '/' });

    expect(stdout).toContain('Usage: idp [options] [command]');
  });

  it('loads little before it knows what is wanted', () => {
    const texts = [...loadedAtOnce(main)].map((file) => readFileSync(file, 'utf8'));

    expect(texts.join('')).toContain('Ask for cloud environments');
    expect(texts.join('').length).toBeLessThan(100_000);
    for (const text of texts) expect(text).not.toContain('ZodError');
  });
});
