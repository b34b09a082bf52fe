import { join } from 'node:path';
import type { Api } from '../../client/api';
import { CliError } from '../../client/errors';
import { draftFolder } from '../../client/stacks/draft-folder';
import { readPlaneTemplates } from '../../client/stacks/plane-templates';
import { type Graph, levelsOf } from '../../domain/stack/graph';
import { checkAgainstPlane } from '../../domain/stack/checks/check-placement';
import { type StackProblem, sortProblems } from '../../domain/stack/place';
import { renderResolved } from '../../domain/stack/render-resolved';
import { askedIn, type ResolvedFolder, resolveStacks } from '../../domain/stack/resolve-stacks';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';

/** The folder of stacks in the repository that is checked out. */
export interface StacksFolder {
  /** Where the repository is on this machine. */
  repository: string;
  /** The folder in it. */
  folder: string;
}

/** The stacks of a folder as the control plane takes them, each before those that use its outputs. */
export async function readDocuments(
  api: Pick<Api, 'listTemplates' | 'getTemplate' | 'listTargets'>,
  place: StacksFolder,
): Promise<{ documents: ResolvedStack[]; problems: StackProblem[] }> {
  const { drafts, problems } = await draftCheckout(place);
  const resolved = resolveStacks(drafts, await readPlaneTemplates(api, askedIn(drafts)), problems);
  checkAgainstPlane(resolved.stacks, { targets: await api.listTargets() }, resolved.problems);
  const wrong = sortProblems(resolved.problems);
  return { documents: wrong.length > 0 ? [] : documentsIn(resolved), problems: wrong };
}

/** The stacks of a folder by their names, with the components that are on. */
export async function readNames(place: StacksFolder): Promise<Map<string, string[]>> {
  const { drafts } = await draftCheckout(place);
  return new Map(
    [...drafts.values()].map(({ name, components }) => [
      name,
      [...components.values()].filter(({ enabled }) => enabled).map((one) => `${name}.${one.name}`),
    ]),
  );
}

async function draftCheckout({ repository, folder }: StacksFolder): ReturnType<typeof draftFolder> {
  const drafted = await draftFolder(join(repository, folder));
  if (drafted.drafts.size > 0 || drafted.problems.length > 0) return drafted;
  throw new CliError('not-found', `There is no stack in ${folder}: no file has stack: <name>.`, {
    code: 'NoStacks',
  });
}

function documentsIn({ stacks, graph }: ResolvedFolder): ResolvedStack[] {
  return inOrder([...stacks.keys()], producersIn(graph)).flatMap((name) => {
    const stack = stacks.get(name);
    return stack ? [renderResolved(stack)] : [];
  });
}

/** Which stack comes after which, as its components use components of that. */
function producersIn({ edges }: ResolvedFolder['graph']): Graph['edges'] {
  const between = edges.map((edge) => ({ ...edge, from: stackOf(edge.from), to: stackOf(edge.to) }));
  return between.filter(({ from, to }) => from !== to);
}

function stackOf(node: string): string {
  return node.slice(0, node.indexOf('/'));
}

/** Two stacks may use outputs of each other by different components: those come last. */
function inOrder(names: readonly string[], edges: Graph['edges']): string[] {
  const ordered = levelsOf({ nodes: names, edges }).flat();
  return [...ordered, ...names.filter((name) => !ordered.includes(name))];
}
