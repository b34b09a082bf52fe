import { createHash } from 'node:crypto';
import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliError, usage } from '../../client/errors';
import { success } from '../../client/exit-codes';
import {
  type ImportedRepository,
  importRepository,
} from '../../client/stacks/import-atmos/import-repository';
import { readPresets } from '../../client/stacks/presets/presets';
import { readLayers } from '../../client/stacks/read-layers';
import { counted } from '../../domain/base/counted';
import { type Finding, type FindingKind, findingKinds } from '../../domain/stack/import-atmos/repository';
import { sortProblems, type StackProblem } from '../../domain/stack/place';
import { askedIn, draftStacks, resolveStacks } from '../../domain/stack/resolve-stacks';
import type { Context } from '../context';
import { shownFile } from './find-folder';
import { linesOf } from './open-stacks';
import { openTemplates } from './open-templates';
import type { StackOptions } from './stack-options';

/** `idp stacks import atmos`: writes the stacks of an Atmos repository as ours, and lists what is to be done by hand. */
export async function importStacks(context: Context, options: StackOptions): Promise<number> {
  const [, tool, from, extra] = options.words;
  if (tool !== 'atmos' || from === undefined || extra !== undefined)
    throw usage("Name the repository: 'idp stacks import atmos <folder>'.", 'Atmos is what can be imported.');
  const { world, screen } = context;
  const imported = await importRepository(resolve(world.cwd, from), world.readRootModules);
  if (imported.files.size === 0) throw noStacks(from, imported, from);
  const into = options.into ?? 'stacks';
  const left = await problemsOf(imported, context, options);
  const isDry = options.dryRun === true;
  if (!isDry) await writeFiles(resolve(world.cwd, into), into, imported.files);
  const files = [...imported.files.keys()].map((file) => shownFile(into, file));
  const findings = imported.findings.map((one) => ({ ...one, file: shownFile(from, one.file) }));
  screen.warn(...left.missing);
  const document = { written: isDry ? [] : files, files, findings, problems: left.problems };
  screen.show(document, () => [
    `${counted(files.length, 'stack')} of ${from}${isDry ? ' would be' : ''} written:`,
    ...files.map((file) => `  ${file}`),
    ...linesFor(findings),
    ...(left.problems.length > 0 ? ["What 'idp stacks validate' says of them:"] : []),
    ...linesOf(left.problems, into).map((line) => `  ${line}`),
  ]);
  return success;
}

function noStacks(from: string, { findings }: ImportedRepository, shown: string): CliError {
  return new CliError('not-found', `There is no component in the stacks of ${from}.`, {
    code: 'NoStacks',
    issues: findings.map((one) => ({
      field: `${shownFile(shown, one.file)}:${one.line}`,
      message: one.message,
    })),
  });
}

/** What is wrong with the files before they are written, held against the templates that are there. */
async function problemsOf(
  { files }: ImportedRepository,
  context: Context,
  { templates }: StackOptions,
): Promise<{ problems: StackProblem[]; missing: readonly string[] }> {
  const sources = [...files].map(([file, text]) => {
    const bytes = Buffer.from(text);
    return { file, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
  });
  const folder = readLayers(sources);
  const drafts = draftStacks(folder, readPresets());
  const { find, missing } = await openTemplates(context, askedIn(drafts), templates);
  return { problems: sortProblems(resolveStacks(drafts, find, folder.problems).problems), missing };
}

/** All names are looked at first, so that nothing is written where one of them is taken. */
async function writeFiles(path: string, into: string, files: ReadonlyMap<string, string>): Promise<void> {
  const names = [...files.keys()];
  const there = await Promise.all(names.map((name) => isThere(join(path, name))));
  const taken = names.filter((_, index) => there[index]);
  if (taken.length > 0)
    throw new CliError(
      'conflict',
      `${taken.map((name) => `${into}/${name}`).join(', ')} exists already; nothing was written.`,
      {
        code: 'FileExists',
        hints: ['Name another folder with --into, or remove the file.'],
      },
    );
  await mkdir(path, { recursive: true });
  await Promise.all([...files].map(([name, text]) => writeFile(join(path, name), text, { flag: 'wx' })));
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function linesFor(findings: readonly Finding[]): string[] {
  return Object.entries(findingKinds).flatMap(([kind, title]) => {
    const some = findings.filter((one) => one.kind === (kind as FindingKind));
    return some.length === 0
      ? []
      : [`${title}:`, ...some.map((one) => `  ${one.file}:${one.line} ${one.message}`)];
  });
}
