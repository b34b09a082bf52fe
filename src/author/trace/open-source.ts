import { fetchBundle } from '../../bundle/read-bundle';
import type { OpenSource } from '../../client/templates/template-source';
import { traceIn } from './trace';

/** Opens the bundle of a version of a template, to say where something of it is declared; BundleCorrupt where it is another. */
export const openSource: OpenSource = async (zip, digest) => {
  const bundle = await fetchBundle(() => Promise.resolve(zip), digest);
  return { trace: (wanted) => traceIn(bundle, wanted) };
};
