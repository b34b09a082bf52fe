import { createHash } from 'node:crypto';
import { readPresets } from '../../../src/client/stacks/presets/presets';
import { readLayers } from '../../../src/client/stacks/read-layers';
import { describePlace, type StackProblem, sortProblems } from '../../../src/domain/stack/place';
import {
  draftStacks,
  type FindTemplate,
  type ResolvedFolder,
  resolveStacks,
} from '../../../src/domain/stack/resolve-stacks';
import { findTestTemplate } from './stack-templates';

/** A folder of stacks in memory, resolved. */
export function resolveFiles(
  files: Record<string, string | Uint8Array>,
  find: FindTemplate = findTestTemplate,
): ResolvedFolder {
  const folder = readLayers(
    Object.entries(files).map(([file, text]) => {
      const bytes = Buffer.from(text);
      return { file, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
  const resolved = resolveStacks(draftStacks(folder, readPresets()), find, folder.problems);
  return { ...resolved, problems: sortProblems(resolved.problems), notes: sortProblems(resolved.notes) };
}

/** Problems as they are printed. */
export function inLines(problems: readonly StackProblem[]): string[] {
  return problems.map((one) => `${describePlace(one)} ${one.message}`);
}
