import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, bundlePath, bundles, type Bundle } from '../../../scripts/build/bundles';

describe('the table of bundles', () => {
  // Other tests read `dist/lambdas` at the same time.
  const apart = `dist/test/lambdas-${process.pid}`;

  afterAll(() => rmSync(apart, { recursive: true, force: true }));

  it.each(bundles)('has an entry that exists for $name', ({ entry }) => {
    expect(existsSync(entry)).toBe(true);
  });

  it.each(bundles.filter(({ folder }) => folder.startsWith('dist/lambdas/')))(
    'makes a module for $name that loads on its own and exports a handler',
    async (bundle) => {
      const own = { ...bundle, folder: `${apart}/${bundle.name}` };
      await buildBundle(process.cwd(), own);

      const script = `import(${JSON.stringify(bundlePath(process.cwd(), own))}).then((m) => console.log(typeof m.handler))`;
      expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toBe('function\n');
    },
  );

  it('gives each bundle a folder of its own', () => {
    expect(new Set(bundles.map(({ folder }) => folder)).size).toBe(bundles.length);
  });
});

/** The files that are loaded with one, itself too: what it imports late is not. */
function loadedWith(folder: string, file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = readFileSync(join(folder, file), 'utf8').matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g);
  return [file, ...[...imports].flatMap(([, name = '']) => loadedWith(folder, name, seen))];
}

describe("HashiCorp's parser", () => {
  const runner = bundles.find(({ name }) => name === 'runner')!;
  const own = { ...runner, folder: `dist/test/runner-${process.pid}` };

  afterAll(() => rmSync(own.folder, { recursive: true, force: true }));

  it('lies whole in a part of the runner that is loaded late, and in no other bundle', async () => {
    await buildBundle(process.cwd(), own);
    const elsewhere = mkdtempSync(join(tmpdir(), 'leasehold-parser-'));
    cpSync(own.folder, elsewhere, { recursive: true });
    const names = readdirSync(elsewhere);
    const late = names.find((name) => name.startsWith('template-files-'))!;
    const script = `import(${JSON.stringify(join(elsewhere, late))})
      .then((m) => m.inspectRootModule(new Map([['t/a.tf', Buffer.from('variable "v" {}')]]), 't'))
      .then(({ variables }) => console.log(JSON.stringify(variables)));`;

    const read = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: '/' });

    expect(JSON.parse(read)).toEqual([{ name: 'v', sensitive: false }]);
    const large = names.filter((name) => readFileSync(join(elsewhere, name), 'utf8').includes('_wasm_exec'));
    expect(large).toHaveLength(1);
    const atOnce = loadedWith(elsewhere, runner.file);
    expect(atOnce.length).toBeGreaterThan(5);
    expect(atOnce).not.toContain(large[0]);
    rmSync(elsewhere, { recursive: true, force: true });
  });
});

describe('buildBundle', () => {
  const program: Bundle = { name: 'program', entry: 'main.ts', folder: 'dist/program', file: 'program.mjs' };
  const command: Bundle = {
    name: 'tool',
    entry: 'main.ts',
    folder: 'dist/tool',
    file: 'tool.js',
    command: true,
    split: true,
  };
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leasehold-bundles-'));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('puts a program and a CommonJS module that requires one of Node into one file that runs', async () => {
    writeFileSync(join(root, 'old.cjs'), "module.exports = require('node:path').basename('/a/b');");
    writeFileSync(join(root, 'main.ts'), "import name from './old.cjs';\nconsole.log(name);");

    await buildBundle(root, program);

    expect(execFileSync(process.execPath, [bundlePath(root, program)], { encoding: 'utf8' })).toBe('b\n');
  });

  it.each([
    ['one file', program],
    ['several files', command],
  ])(
    "takes Node's own modules in every form into %s, without loading its `fetch` with them",
    async (_, bundle) => {
      const lines = [
        "import { join } from 'node:path';",
        "import fs, { existsSync } from 'fs';",
        "import * as http from 'node:http';",
        "import { readFile } from 'node:fs/promises';",
        "const { setTimeout } = await import('node:timers/promises');",
        'const types = [join, fs.statSync, existsSync, http.request, readFile, setTimeout].map((one) => typeof one);',
        "const fetches = process.moduleLoadList.filter((name) => name.includes('undici/undici'));",
        'console.log(JSON.stringify([...new Set(types), fetches.length]));',
      ];
      writeFileSync(join(root, 'main.ts'), lines.join('\n'));

      await buildBundle(root, bundle);

      const run = (file: string) => execFileSync(process.execPath, [file], { encoding: 'utf8' });
      expect(JSON.parse(run(bundlePath(root, bundle)))).toEqual(['function', 0]);
      // The same without a bundle loads it, or there would be nothing to prevent.
      writeFileSync(join(root, 'main.mjs'), lines.join('\n'));
      expect(JSON.parse(run(join(root, 'main.mjs')))).toEqual(['function', 1]);
    },
  );

  it('keeps the names of classes, which state machines match errors by', async () => {
    writeFileSync(
      join(root, 'main.ts'),
      'class LeaseOver extends Error {}\nconsole.log(new LeaseOver().constructor.name);',
    );

    await buildBundle(root, program);

    expect(execFileSync(process.execPath, [bundlePath(root, program)], { encoding: 'utf8' })).toBe(
      'LeaseOver\n',
    );
  });

  it('makes a command executable, and loads what it imports late from a file of its own', async () => {
    writeFileSync(join(root, 'late.ts'), 'export const word = "late";');
    writeFileSync(join(root, 'main.ts'), "import('./late').then(({ word }) => console.log(word));");

    await buildBundle(root, command);

    expect(execFileSync(bundlePath(root, command), { encoding: 'utf8' })).toBe('late\n');
    expect(readdirSync(join(root, command.folder)).length).toBeGreaterThan(1);
  });

  it('leaves nothing of an earlier build behind', async () => {
    writeFileSync(join(root, 'late.ts'), 'export const word = "first";');
    writeFileSync(join(root, 'main.ts'), "import('./late').then(({ word }) => console.log(word));");
    await buildBundle(root, command);

    writeFileSync(join(root, 'late.ts'), 'export const word = "second";');
    await buildBundle(root, command);

    const texts = readdirSync(join(root, command.folder)).map((name) =>
      readFileSync(join(root, command.folder, name), 'utf8'),
    );
    expect(texts.join('')).not.toContain('first');
  });

  it('names the entry that does not exist', async () => {
    await expect(buildBundle(root, program)).rejects.toThrow('main.ts');
  });
});
