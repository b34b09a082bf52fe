import { fetchSigned } from '../../client/templates/fetch-signed';
import type { EnvironmentView } from '../../client/typed/types';
import type { TemplateView } from '../../client/api';
import type { Context } from '../context';
import type { TemplateSource } from '../../client/templates/template-source';

/** What a version says of itself, and which files it is. */
export type OpenedVersion = Pick<TemplateView, 'bundle' | 'manifest'>;

/** The version of the template that an environment is of, published or only tried, with its files. */
export async function openFiles(
  { api, world }: Context,
  { template }: Pick<EnvironmentView, 'template'>,
): Promise<{ version: OpenedVersion; source: TemplateSource }> {
  const { bundle } = template;
  const { url, manifest } = await api.findBundle(bundle);
  const { interrupted } = world;
  const bytes = await fetchSigned(url, { what: 'bundle', does: 'keeps bundles', interrupted });
  const source = await world.openSource(bytes, bundle);
  return { version: { bundle, manifest }, source };
}
