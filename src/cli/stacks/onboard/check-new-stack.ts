import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readPresets } from '../../../client/stacks/presets/presets';
import { readFiles } from '../../../client/stacks/read-folder';
import { readLayers, type SourceFile } from '../../../client/stacks/read-layers';
import { stackNameOf } from '../../../domain/stack/check-layer';
import { checkAgainstPlane, type PlaneFacts } from '../../../domain/stack/checks/check-placement';
import { describePlace, sortProblems, type StackProblem } from '../../../domain/stack/place';
import type { StackWithComponents } from '../../../domain/stack/render-resolved';
import { askedIn, type Drafts, draftStacks, resolveStacks } from '../../../domain/stack/resolve-stacks';
import type { Stacks } from '../../../domain/stack/compare-stacks';
import type { Context } from '../../context';
import { openTemplates } from '../open-templates';
import { readFacts } from '../read-facts';

/** A folder of stacks that a new one is to stand in. */
export interface Surroundings {
  files: SourceFile[];
  /** A folder of templates, in place of those of the control plane. */
  templates: string | undefined;
  facts: PlaneFacts | undefined;
  /** What could not be read from the control plane, so that it is not checked. */
  missing: readonly string[];
}

/** What the folder says with the new file in it. */
export interface CheckedStack {
  stack: StackWithComponents | undefined;
  /** All other stacks of the folder. */
  others: Stacks;
  /** What is wrong, and was not before. */
  problems: StackProblem[];
  missing: readonly string[];
}

/** Reads the folder, which need not be there yet, and what the control plane says of targets and quotas. */
export async function readSurroundings(
  context: Context,
  { path, templates }: { path: string; templates: string | undefined },
): Promise<Surroundings> {
  const files = existsSync(path) ? await readFiles(path) : [];
  const plane = templates === undefined ? await readFacts(context) : {};
  return { files, templates, facts: plane.facts, missing: plane.why === undefined ? [] : [plane.why] };
}

/** The layers that a stack may import, as it would name them. */
export function layersIn({ files }: Surroundings): string[] {
  const { layers } = readLayers(files);
  return [...layers.values()]
    .filter((layer) => stackNameOf(layer) === undefined)
    .map(({ file }) => file.replace(/\.ya?ml$/, ''));
}

/** Holds a file that is not written yet against all that `idp stacks validate` checks. */
export async function checkNewStack(
  context: Context,
  around: Surroundings,
  { name, file, text }: { name: string; file: string; text: string },
): Promise<CheckedStack> {
  const bytes = Buffer.from(text);
  const added = { file, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
  const before = await resolvedOf(context, around, around.files);
  const after = await resolvedOf(context, around, [...around.files, added]);
  const known = new Set(before.problems.map(keyOf));
  const others = new Map([...after.stacks].filter(([other]) => other !== name));
  return {
    stack: after.stacks.get(name),
    others,
    problems: sortProblems(after.problems.filter((one) => !known.has(keyOf(one)))),
    missing: [...around.missing, ...after.missing],
  };
}

async function resolvedOf(context: Context, around: Surroundings, files: SourceFile[]) {
  const folder = readLayers(files);
  const drafts: Drafts = draftStacks(folder, readPresets());
  const { find, missing } = await openTemplates(context, askedIn(drafts), around.templates);
  const { stacks, problems } = resolveStacks(drafts, find, folder.problems);
  if (around.facts) checkAgainstPlane(stacks, around.facts, problems);
  return { stacks, problems, missing };
}

function keyOf(problem: StackProblem): string {
  return `${describePlace(problem)} ${problem.message}`;
}
