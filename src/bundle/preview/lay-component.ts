import { posix } from 'node:path';
import { runFailure } from '../../domain/environment/run-failure';
import type { BundledModule } from '../../domain/template/vendored-module';
import { isConfiguration, parentOf, type Files } from '../files';
import { type Block, readBlocks } from '../hcl/blocks';
import { parseBody } from '../hcl/parser';
import { readJson, plainOf } from '../hcl/json-text';
import type { VendoredCall } from '../module-sources';
import { configuredProviders } from '../proof/locked-providers';
import { vendoredCalls } from '../vendor/lay-modules';
import { generateRoot, observersFile, type PendingInputs, rootFile } from './generated-root';
import { componentFolder, recordsBelow } from './module-records';
import { observerFile, type Observer, observersOf } from './observers';
import { liftImports, type LiftedBlock } from './root-blocks';
import { withRootPaths } from './root-paths';
import { refuseOwnListings } from './own-listings';

/** A component that is laid out as the child of a generated root. */
export interface LaidComponent {
  /** What is to be written, by path within the bundle. */
  texts: Map<string, string>;
  /** The component's own configuration, which lies elsewhere now; by path within the bundle. */
  moved: string[];
  records: BundledModule[];
  blocks: Block[];
  vendored: VendoredCall[];
  observers: Observer[];
  imports: LiftedBlock[];
  /** Sources of the providers that its root module configures. */
  providers: Set<string>;
}

/** The bundle of a component and what it is laid out for. */
export interface ComponentRequest {
  files: Files;
  /** The folder of its root module. */
  root: string;
  modules: readonly BundledModule[] | undefined;
  pending: PendingInputs;
  /** Names of the variables that are given. */
  given: readonly string[];
}

/**
 * Lays a component out as the child of a generated root in the folder of its own root module, so that every path that it reads stays the
 * same. A RunFailure names file and block of what cannot be planned so.
 */
export async function layComponent(request: ComponentRequest): Promise<LaidComponent> {
  const { files, root, modules, pending } = request;
  refuseTaken(files, root);
  const own = [...files].filter(([path]) => isConfiguration(path) && parentOf(path) === root);
  const blocks = await readBlocks(files);
  await refuseOwnListings(own);
  const lifted = await Promise.all(own.map(([path, bytes]) => liftedFile(path, bytes)));
  const imports = lifted.flatMap((one) => one.imports);
  const rootBlocks = blocks.filter(({ path }) => parentOf(path) === root);
  const given = await declared(request, rootBlocks);
  const generated = await generateRoot({ pending, given, blocks: rootBlocks, imports });
  const observers = await observersOf(blocks, root);
  const texts = new Map(lifted.map(({ path, text }) => [movedPath(root, path), text]));
  texts.set(posix.join(root, rootFile), write(generated.root));
  for (const [path, content] of observerFiles({ observers, outputs: generated.outputs }, root))
    texts.set(path, write(content));
  return {
    texts,
    moved: own.map(([path]) => path),
    records: recordsBelow(root, { blocks, vendored: modules }),
    blocks,
    vendored: vendoredCalls(modules ?? [], root),
    observers,
    imports,
    providers: new Set(configuredProviders(rootBlocks)),
  };
}

async function liftedFile(path: string, bytes: Uint8Array) {
  const text = await withRootPaths(path, new TextDecoder().decode(bytes));
  return { path, ...(await liftImports(path, text)) };
}

/** Where a file of the root module's own configuration lies as a child. */
export function movedPath(root: string, path: string): string {
  return posix.join(root, componentFolder, posix.basename(path));
}

function observerFiles(
  { observers, outputs }: { observers: readonly Observer[]; outputs: Record<string, unknown> },
  root: string,
): [string, Record<string, unknown>][] {
  const folders = new Set(observers.map(({ folder }) => folder).concat(root));
  return [...folders].map((folder) => {
    const own = observerFile(observers.filter((one) => one.folder === folder));
    const place = folder === root ? posix.join(root, componentFolder) : folder;
    return [posix.join(place, observersFile), folder === root ? { ...own, ...outputs } : own];
  });
}

/** The variables that have a value, by the runner or by the template's own file of them. */
async function declared(
  { files, root, given }: ComponentRequest,
  blocks: readonly Block[],
): Promise<string[]> {
  const names = new Set(given);
  for (const name of ['terraform.tfvars', 'terraform.tfvars.json'])
    for (const one of await namesIn(`${root}/${name}`, files.get(`${root}/${name}`))) names.add(one);
  const variables = blocks.filter(({ type }) => type === 'variable').flatMap(({ labels }) => labels);
  return variables.filter((one) => names.has(one));
}

async function namesIn(path: string, bytes: Uint8Array | undefined): Promise<string[]> {
  if (bytes === undefined) return [];
  const text = new TextDecoder().decode(bytes);
  const values = path.endsWith('.json') ? plainOf(readJson(path, text)) : await parseBody(path, text);
  return Object.keys(values ?? {});
}

function refuseTaken(files: Files, root: string): void {
  const own = [`${root}/${componentFolder}/`, `${root}/${rootFile}`];
  const taken = [...files.keys()].find(
    (path) => own.some((one) => path.startsWith(one)) || posix.basename(path) === observersFile,
  );
  if (taken === undefined) return;
  throw runFailure('configuration', `${taken} has a name that is reserved for previews; rename it`);
}

function write(content: Record<string, unknown>): string {
  return JSON.stringify(content, null, 2);
}
