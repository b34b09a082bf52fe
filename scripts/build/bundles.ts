import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { overview } from '../../src/cli/overview';
import { builtinModules } from './builtin-modules';
import { inlineParser } from './inline-parser';

/** One deployable program: what esbuild starts from, and where the result lies. Paths are relative to the root. */
export interface Bundle {
  name: string;
  entry: string;
  folder: string;
  file: string;
  /** Executable, and linked under its name. */
  command?: true;
  /** In several files, so that what is imported late is loaded late. */
  split?: true;
  /** In several files too, though it keeps its names and its map. */
  late?: true;
  /** The oldest Node that must be able to read it; that of `engines` where absent. */
  reads?: 'node12';
  /** Constants that the source only declares, as JavaScript. */
  define?: () => Record<string, string>;
}

function lambda(name: string, entry: string): Bundle {
  return { name, entry, folder: `dist/lambdas/${name}`, file: 'index.mjs', late: true };
}

function action(name: string): Bundle {
  return {
    name: `${name}-action`,
    entry: `bin/${name}-action.ts`,
    folder: `dist/actions/${name}`,
    file: `${name}.mjs`,
  };
}

/** Everything that is built; nothing else is deployed or run from `dist/`. */
export const bundles: readonly Bundle[] = [
  { name: 'runner', entry: 'src/runner/main.ts', folder: 'dist/runner', file: 'runner.mjs', split: true },
  lambda('api', 'lambdas/api/handler.ts'),
  lambda('authorizer', 'lambdas/authorizer/handler.ts'),
  lambda('sweep', 'lambdas/sweep/handler.ts'),
  lambda('workflow-settle-run', 'lambdas/workflow/settle-run.ts'),
  lambda('events-settle-run', 'lambdas/events/settle-run.ts'),
  lambda('events-move-stack', 'lambdas/events/move-stack.ts'),
  lambda('events-tell-people', 'lambdas/events/tell-people.ts'),
  lambda('events-settle-image-build', 'lambdas/events/settle-image-build.ts'),
  action('environment'),
  action('comment'),
  action('image'),
  action('terraform'),
  action('plan-comment'),
  action('template'),
  action('template-comment'),
  action('stacks'),
  action('stacks-report'),
  { name: 'idp-program', entry: 'bin/idp.ts', folder: 'dist/idp', file: 'idp.js', split: true },
  {
    name: 'idp',
    entry: 'bin/idp-launcher.ts',
    folder: 'dist/bin',
    file: 'idp.cjs',
    command: true,
    reads: 'node12',
    define: () => ({ OVERVIEW: JSON.stringify(overview()) }),
  },
];

/** The bundled file of `bundle` under `root`. */
export function bundlePath(root: string, bundle: Bundle): string {
  return join(root, bundle.folder, bundle.file);
}

/**
 * Builds one bundle with everything it needs inside, and replaces the previous one file by file, so that a program
 * that starts meanwhile never reads half a file; returns the files that it is made of, from the root. Throws esbuild's error when the entry is missing or does not compile.
 */
export async function buildBundle(root: string, bundle: Bundle): Promise<string[]> {
  const { outputFiles, metafile } = await build({
    ...optionsFor(bundle),
    absWorkingDir: root,
    write: false,
    metafile: true,
  });
  for (const file of dependenciesFirst(outputFiles, bundlePath(root, bundle))) await replaceFile(file);
  if (bundle.command) await chmod(bundlePath(root, bundle), 0o755);
  await removeOthers(join(root, bundle.folder), outputFiles);
  return Object.keys(metafile.inputs);
}

function optionsFor(bundle: Bundle): BuildOptions {
  const extension = extname(bundle.file);
  return {
    entryPoints: { [bundle.file.slice(0, -extension.length)]: bundle.entry },
    outdir: bundle.folder,
    outExtension: { '.js': extension },
    bundle: true,
    splitting: bundle.split ?? bundle.late ?? false,
    platform: 'node',
    target: bundle.reads ?? 'node22.13',
    // Node 12 has it from its 17th on; made a `require` it could load no ES module.
    supported: { 'dynamic-import': true },
    format: isModule(bundle) ? 'esm' : 'cjs',
    define: bundle.define?.() ?? {},
    plugins: isModule(bundle) ? [inlineParser, builtinModules] : [inlineParser],
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    // An ASL `ErrorEquals` needs the names that were written; a program that is started for one job pays for them each time.
    keepNames: !bundle.split,
    sourcemap: bundle.split || bundle.command ? false : 'external',
    legalComments: 'none',
    banner: { js: banner(bundle) },
    logLevel: 'silent',
  };
}

const isModule = ({ file }: Bundle) => extname(file) !== '.cjs';

/** CommonJS packages inside an ES module still call `require` for Node's own modules. */
function banner(bundle: Bundle): string {
  const require = [
    "import { createRequire as leaseholdCreateRequire } from 'node:module';",
    'const require = leaseholdCreateRequire(import.meta.url);',
  ];
  return [...(bundle.command ? ['#!/usr/bin/env node'] : []), ...(isModule(bundle) ? require : [])].join(
    '\n',
  );
}

function dependenciesFirst(files: OutputFile[], main: string): OutputFile[] {
  return [...files.filter(({ path }) => path !== main), ...files.filter(({ path }) => path === main)];
}

async function replaceFile({ path, contents }: OutputFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

/** Chunks carry a hash in their name, so each build leaves the last one's behind. */
async function removeOthers(folder: string, keep: OutputFile[]): Promise<void> {
  const kept = new Set(keep.map(({ path }) => path));
  const names = await readdir(folder);
  const stale = names
    .map((name) => join(folder, name))
    .filter((path) => !kept.has(path) && !path.endsWith('.tmp'));
  await Promise.all(stale.map((path) => rm(path, { force: true, recursive: true })));
}
