import { openLayerCache } from '../../client/stacks/layer-cache';
import { draftFolder } from '../../client/stacks/draft-folder';
import { CliError } from '../../client/errors';
import { counted } from '../../domain/base/counted';
import { hintFor } from '../../domain/stack/hint';
import { describePlace, type StackProblem, type Problems, sortProblems } from '../../domain/stack/place';
import type { StackWithComponents } from '../../domain/stack/render-resolved';
import { askedIn, type Drafts, type ResolvedFolder, resolveStacks } from '../../domain/stack/resolve-stacks';
import type { Context } from '../context';
import { findFolder, shownFile } from './find-folder';
import { openTemplates, type OpenedTemplates } from './open-templates';
import type { StackOptions } from './stack-options';

/** The stacks of a folder as far as the files alone say them. */
export interface DraftedFolder {
  /** The folder as it is typed. */
  shown: string;
  drafts: Drafts;
  problems: Problems;
}

/** Reads and drafts the stacks of a folder. */
export async function draftStacksOf(
  { world }: Pick<Context, 'world'>,
  typed: string | undefined,
): Promise<DraftedFolder> {
  const { path, shown } = findFolder(world.cwd, typed);
  const cache = await openLayerCache({ folder: path, version: world.version, env: world.env });
  const drafted = await draftFolder(path, cache);
  await cache.save();
  return { shown, ...drafted };
}

/** The stacks of a folder with their templates. */
export interface OpenedFolder extends ResolvedFolder, Pick<OpenedTemplates, 'missing'> {
  shown: string;
}

/** Reads the stacks of a folder, and resolves them with the templates of the control plane or of a folder. */
export async function openStacks(context: Context, options: StackOptions): Promise<OpenedFolder> {
  const { shown, drafts, problems } = await draftStacksOf(context, options.folder);
  const { find, missing } = await openTemplates(context, askedIn(drafts), options.templates);
  const resolved = resolveStacks(drafts, find, problems);
  return {
    ...resolved,
    problems: sortProblems(resolved.problems),
    notes: sortProblems(resolved.notes),
    missing,
    shown,
  };
}

/** The stack of a name; an error that suggests another one where there is none. */
export function stackNamed({ stacks, shown, problems }: OpenedFolder, name: string): StackWithComponents {
  const found = stacks.get(name);
  if (found) return found;
  throw new CliError('not-found', `There is no stack '${name}' in ${shown || 'this folder'}.`, {
    code: 'StackNotFound',
    hints: [
      capitalized(hintFor(name, [...stacks.keys()])),
      ...(problems.length > 0 ? [`${countProblems(problems)}: 'idp stacks validate' shows them.`] : []),
    ],
  });
}

/** What is wrong in the layers of one stack. */
export function problemsOf({ draft }: StackWithComponents, { problems }: OpenedFolder): StackProblem[] {
  const files = new Set(draft.layers.map(({ file }) => file));
  return problems.filter(({ file }) => files.has(file));
}

/** Problems in lines, each with its place as an editor opens it. */
export function linesOf(problems: readonly StackProblem[], shown: string): string[] {
  return problems.map((one) => `${placeIn(one, shown)} ${one.message}`);
}

/** `stacks/dev.yaml:3:1`. */
export function placeIn(place: StackProblem | Parameters<typeof describePlace>[0], shown: string): string {
  return describePlace({ ...place, file: shownFile(shown, place.file) });
}

/** `3 problems in 2 files`. */
export function countProblems(problems: readonly StackProblem[]): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  return `${counted(problems.length, 'problem')} in ${counted(files, 'file')}`;
}

/** The error that names every problem of a folder. */
export function invalidStacks(problems: readonly StackProblem[], shown: string): CliError {
  return new CliError('invalid', `${countProblems(problems)} of ${shown || 'this folder'}:`, {
    code: 'InvalidStacks',
    issues: problems.map((one) => ({ field: placeIn(one, shown), message: one.message })),
  });
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
