import { posix } from 'node:path';
import * as z from 'zod';
import { runFailure } from '../../domain/environment/run-failure';
import type { WholeModule } from '../../domain/template/template-file';
import { bundledFiles, moduleTree } from '../bundled-files';
import { contentOf } from '../digest';
import { isConfiguration, parentOf, type Files, type RunnableFiles } from '../files';
import { readBlocks } from '../hcl/blocks';
import { refusedCall } from '../module-sources';
import { lockFileName, lockOf, neededProviders } from '../proof/locked-providers';
import { fetchOnce } from './fetch-once';
import { layModules, refuseTaken, type WithModules } from './lay-modules';
import type { Vendoring } from './vendor-modules';

/** The name of the call by which a template's only module is fetched. */
const call = 'root';
/** What locks the providers of templates that bring no lock file themselves. */
const sharedLock = `modules/${lockFileName}`;

/**
 * Lays the module from elsewhere that a template is: its folder, unchanged, becomes that of the root module, and it gets the lock file
 * that it lacks, from beside `template.yaml` or else what it needs of the one in `modules/`.
 */
export async function vendorWhole(
  own: RunnableFiles,
  folder: string,
  { module, ...vendoring }: Vendoring & { module: WholeModule },
): Promise<WithModules> {
  refuseTaken(own, folder);
  const fetched = await fetchOnce(callOf(own.files, folder, module), folder, {
    ...vendoring,
    fetch: vendoring.fetch ?? unfetched(folder),
  });
  const laid = asRoot(layModules(own, folder, fetched));
  const lock = await lockFor(laid, folder, vendoring);
  if (lock !== undefined) laid.files = new Map([...laid.files, [`${laid.root}/${lockFileName}`, lock]]);
  return laid;
}

/** A configuration of this call alone; a RunFailure where the template has one itself, or the source may not be asked. */
function callOf(files: Files, folder: string, module: WholeModule): Files {
  const path = `${folder}/template.yaml`;
  const other = [...files.keys()].find((one) => parentOf(one) === folder && isConfiguration(one));
  const reason =
    other === undefined
      ? refusedCall({ path, name: call, source: module.source })
      : `${path} has 'module', but ${other} is also a root module; keep one of them`;
  if (reason !== undefined) throw runFailure('configuration', reason);
  return new Map([[`${folder}/main.tf.json`, Buffer.from(JSON.stringify({ module: { [call]: module } }))]]);
}

function unfetched(folder: string): Vendoring['fetch'] & object {
  const reason = `${folder}/template.yaml has 'module', which needs Terraform to download it, and Terraform is not installed`;
  return () => Promise.reject(runFailure('configuration', reason));
}

/** The same, with the module as the root: its own key is empty, and the others' begin at it. */
function asRoot({ modules, records, calls, ...laid }: WithModules): WithModules {
  const own = records.find(({ key }) => key === call)?.folder ?? '.';
  const below = <One extends { key: string; folder: string }>(all: readonly One[]) =>
    all.map((one) => ({
      ...one,
      key: one.key.slice(call.length + 1),
      folder: posix.relative(own, one.folder) || '.',
    }));
  return {
    ...laid,
    root: posix.join(laid.root, own),
    modules: below(modules),
    records: below(records).filter(({ key }) => key !== ''),
    calls: calls.filter(({ from }) => from !== laid.root),
  };
}

/** The lock file for a root module; undefined where there is none to take it from. */
async function lockFor(
  { files, root, calls }: WithModules,
  folder: string,
  { keep, rules, callsOf }: Vendoring,
): Promise<Uint8Array | undefined> {
  const beside = files.get(`${folder}/${lockFileName}`);
  const shared = files.get(sharedLock);
  if (beside !== undefined || shared === undefined) return beside;
  const { folders } = await moduleTree(files, root, { callsOf, vendored: calls });
  const read = new Map([...bundledFiles(files, folders)].filter(([path]) => isConfiguration(path)));
  const needed = await keep(['providers', rules, ...contentOf(read)], z.array(z.string()), async () =>
    neededProviders(await readBlocks(read)),
  );
  return lockOf(new TextDecoder().decode(shared), needed);
}
