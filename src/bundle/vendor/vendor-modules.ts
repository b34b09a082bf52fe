import { runFailure } from '../../domain/environment/run-failure';
import { type CallsOf, moduleTree } from '../bundled-files';
import { isConfiguration, parentOf, type RunnableFiles } from '../files';
import { refusedCall } from '../module-sources';
import { fetchOnce, type Fetching } from './fetch-once';
import { layModules, refuseTaken, type WithModules } from './lay-modules';

/** How the modules of a template are found and fetched; none is fetched without `fetch`. */
export interface Vendoring extends Omit<Fetching, 'fetch'> {
  callsOf: CallsOf;
  fetch: Fetching['fetch'] | undefined;
}

/**
 * Lays the modules that a template calls from elsewhere beside its own files; what it needs none of stays as it is. A
 * RunFailure names a source that may not be asked, one that has not what was asked for, or what is too large.
 */
export async function vendorModules(
  own: RunnableFiles,
  root: string,
  { callsOf, fetch, ...fetching }: Vendoring,
): Promise<WithModules> {
  const { files } = own;
  const tree = await moduleTree(files, root, { callsOf, vendored: [] });
  const foreign = tree.calls.filter(({ folder }) => folder === undefined);
  if (foreign.length === 0 || fetch === undefined)
    return { ...own, root, modules: [], records: [], calls: [] };
  const refused = foreign.flatMap((call) => refusedCall(call) ?? []);
  if (refused.length > 0) throw runFailure('configuration', refused.join('\n'));
  refuseTaken(own, root);
  const isRead = (path: string) => isConfiguration(path) && tree.folders.includes(parentOf(path));
  const configuration = new Map([...files].filter(([path]) => isRead(path)));
  return layModules(own, root, await fetchOnce(configuration, root, { ...fetching, fetch }));
}
