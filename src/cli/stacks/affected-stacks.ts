import { createHash } from 'node:crypto';
import { type LayerCache, openLayerCache } from '../../client/stacks/layer-cache';
import { readPresets } from '../../client/stacks/presets/presets';
import { isStackPath, readFiles } from '../../client/stacks/read-folder';
import { readLayers, type SourceFile } from '../../client/stacks/read-layers';
import { usage } from '../../client/errors';
import { exitCodes, success } from '../../client/exit-codes';
import type { CommittedFile } from '../../client/templates/workshop';
import { type AffectedComponent, compareStacks, describeReason } from '../../domain/stack/compare-stacks';
import {
  askedIn,
  type Drafts,
  draftStacks,
  type FindTemplate,
  resolveValues,
  resolveWith,
} from '../../domain/stack/resolve-stacks';
import { describePlace, type Problems, sortProblems, type StackProblem } from '../../domain/stack/place';
import {
  askedWith,
  parseTried,
  problemsBrought,
  type TriedVersions,
  whyNotTried,
  withVersions,
} from '../../domain/stack/try-versions';
import type { Context } from '../context';
import { findFolder } from './find-folder';
import { countProblems, invalidStacks, linesOf as linesOfProblems, placeIn } from './open-stacks';
import { openTemplates } from './open-templates';
import type { StackOptions } from './stack-options';

/** `idp stacks affected`: which components a change or another version affects, by their values and not by files, and why. */
export async function affectedStacks(context: Context, options: StackOptions): Promise<number> {
  const [, from, to] = options.words;
  const tried = readTried(options);
  if (from === undefined && tried.size === 0)
    throw usage(
      "Name the commit to compare with: 'idp stacks affected <from> [<to>]'.",
      'Without <to>, the files of the folder as they are.',
      "Or try another version of a template: 'idp stacks affected --with vpc=2'.",
    );
  const { shown } = findFolder(context.world.cwd, options.folder);
  const [before, after] = await readBoth(context, options, { from, to });
  const { find, missing } = await openTemplates(
    context,
    [...askedIn(before.drafts), ...askedIn(after.drafts), ...askedWith(tried)],
    options.templates,
  );
  const drafts = tryVersions(tried, after.drafts, find);
  const stacks = resolveValues(drafts, find, after.problems);
  const brought = tried.size === 0 ? [] : problemsBrought(after.drafts, drafts, find);
  const own = after.problems.filter((one) => !isAmong(brought, one));
  if (own.length > 0) throw invalidStacks(sortProblems(own), shown);
  const affected = compareStacks({ drafts: before.drafts, resolve: resolveWith(find, []) }, stacks);
  if (from !== undefined && before.problems.length > 0)
    context.screen.warn(
      `${countProblems(before.problems)} at ${from}; what they affect is compared as far as it can be read.`,
    );
  context.screen.warn(...missing);
  if (tried.size > 0) return showTrial(context, { affected, problems: sortProblems(brought) }, shown);
  context.screen.show(affected, () => linesOf(affected, shown));
  return success;
}

/** One document says both, as what is to be fixed is part of the answer and no failure to give one. */
function showTrial(
  { screen }: Context,
  trial: { affected: AffectedComponent[]; problems: StackProblem[] },
  shown: string,
): number {
  const { affected, problems } = trial;
  const fixes =
    problems.length === 0
      ? []
      : ['To fix first:', ...linesOfProblems(problems, shown).map((line) => `  ${line}`)];
  screen.show(trial, () => [...linesOf(affected, shown), ...fixes]);
  return problems.length === 0 ? success : exitCodes.invalid;
}

function readTried({ with: texts = [] }: StackOptions): TriedVersions {
  const tried = parseTried(texts);
  if ('problem' in tried) throw usage(`--with: ${tried.problem}.`);
  return tried;
}

function tryVersions(tried: TriedVersions, drafts: Drafts, find: FindTemplate): Drafts {
  const why = whyNotTried(tried, drafts, find);
  if (why !== undefined) throw usage(`--with: ${why}`);
  return withVersions(drafts, tried);
}

function isAmong(problems: readonly StackProblem[], one: StackProblem): boolean {
  const place = describePlace(one);
  return problems.some((other) => other.message === one.message && describePlace(other) === place);
}

type Presets = ReturnType<typeof readPresets>;

/** A folder at one time. */
interface State {
  drafts: Drafts;
  problems: Problems;
}

/** Files that are the same at both times are read once. */
async function readBoth(
  { world }: Context,
  options: StackOptions,
  { from, to }: { from: string | undefined; to: string | undefined },
): Promise<[State, State]> {
  const { path } = findFolder(world.cwd, options.folder);
  const cache = await openLayerCache({ folder: path, version: world.version, env: world.env });
  const at = async (ref: string) => {
    const { files } = await world.readFilesOf({ folder: path, ref, isWanted: isStackPath });
    return files.map(sourceOf);
  };
  const now = to === undefined ? await readFiles(path) : await at(to);
  const old = from === undefined ? now : await at(from);
  const presets = readPresets();
  const states: [State, State] = [stateOf(old, cache, presets), stateOf(now, cache, presets)];
  await cache.save();
  return states;
}

function sourceOf({ path, bytes }: CommittedFile): SourceFile {
  if (bytes === undefined)
    return { file: path, reason: 'it is not a plain file, and a link may lead out of the folder' };
  return { file: path, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

function stateOf(files: readonly SourceFile[], cache: LayerCache, presets: Presets): State {
  const folder = readLayers(files, cache);
  return { drafts: draftStacks(folder, presets), problems: folder.problems };
}

function linesOf(affected: readonly AffectedComponent[], shown: string): string[] {
  if (affected.length === 0) return ['No component is affected.'];
  return affected.flatMap(({ stack, component, change, reasons }) => [
    `${stack}.${component}  ${change}`,
    ...reasons.map((reason) => `  ${describeReason(reason, (place) => placeIn(place, shown))}`),
  ]);
}
