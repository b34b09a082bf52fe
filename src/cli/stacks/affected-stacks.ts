import { createHash } from 'node:crypto';
import { type LayerCache, openLayerCache } from '../../client/stacks/layer-cache';
import { readPresets } from '../../client/stacks/presets/presets';
import { isStackPath, readFiles } from '../../client/stacks/read-folder';
import { readLayers, type SourceFile } from '../../client/stacks/read-layers';
import { usage } from '../../client/errors';
import { success } from '../../client/exit-codes';
import type { CommittedFile } from '../../client/templates/workshop';
import { type AffectedComponent, compareStacks, describeReason } from '../../domain/stack/compare-stacks';
import { type Drafts, draftStacks, resolveValues, resolveWith } from '../../domain/stack/resolve-stacks';
import { type Problems, sortProblems } from '../../domain/stack/place';
import type { Context } from '../context';
import { findFolder } from './find-folder';
import { askedIn, countProblems, invalidStacks, placeIn } from './open-stacks';
import { openTemplates } from './open-templates';
import type { StackOptions } from './stack-options';

/** `idp stacks affected`: which components a change affects, by their values and not by files, and why. */
export async function affectedStacks(context: Context, options: StackOptions): Promise<number> {
  const [, from, to] = options.words;
  if (from === undefined)
    throw usage(
      "Name the commit to compare with: 'idp stacks affected <from> [<to>]'.",
      'Without <to>, the files of the folder as they are.',
    );
  const { shown } = findFolder(context.world.cwd, options.folder);
  const [before, after] = await readBoth(context, options, { from, to });
  const { find, missing } = await openTemplates(
    context,
    [...askedIn(before.drafts), ...askedIn(after.drafts)],
    options.templates,
  );
  const stacks = resolveValues(after.drafts, find, after.problems);
  if (after.problems.length > 0) throw invalidStacks(sortProblems(after.problems), shown);
  const affected = compareStacks({ drafts: before.drafts, resolve: resolveWith(find, []) }, stacks);
  if (before.problems.length > 0)
    context.screen.warn(
      `${countProblems(before.problems)} at ${from}; what they affect is compared as far as it can be read.`,
    );
  context.screen.warn(...missing);
  context.screen.show(affected, () => linesOf(affected, shown));
  return success;
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
  { from, to }: { from: string; to: string | undefined },
): Promise<[State, State]> {
  const { path } = findFolder(world.cwd, options.folder);
  const cache = await openLayerCache({ folder: path, version: world.version, env: world.env });
  const at = async (ref: string) => {
    const { files } = await world.readFilesOf({ folder: path, ref, isWanted: isStackPath });
    return files.map(sourceOf);
  };
  const old = await at(from);
  const now = to === undefined ? await readFiles(path) : await at(to);
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
