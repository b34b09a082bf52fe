import { CliError } from '../../client/errors';
import { hostOfSigned } from '../../client/signed-address';
import type { EnvironmentView } from '../../client/typed/types';
import type { TemplateView } from '../../client/api';
import type { Context } from '../context';
import type { TemplateSource } from '../../client/templates/template-source';

const longestMs = 5 * 60_000;

/** What a version says of itself, and which files it is. */
export type OpenedVersion = Pick<TemplateView, 'bundle' | 'manifest'>;

/** The version of the template that an environment is of, published or only tried, with its files. */
export async function openFiles(
  { api, world }: Context,
  { template }: Pick<EnvironmentView, 'template'>,
): Promise<{ version: OpenedVersion; source: TemplateSource }> {
  const { bundle } = template;
  const { url, manifest } = await api.findBundle(bundle);
  const source = await world.openSource(await fetchBundle(url, world.interrupted), bundle);
  return { version: { bundle, manifest }, source };
}

/** The bytes at an address that the API signed for them; it is a credential, so no message has it. */
async function fetchBundle(url: string, interrupted: AbortSignal): Promise<Uint8Array> {
  const host = hostOfSigned(url, 'keeps bundles');
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(longestMs)]);
  try {
    const response = await fetch(url, { redirect: 'error', signal });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    await response.body?.cancel();
    throw new CliError('unavailable', `${host} did not return the bundle (${response.status}). Try again.`);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError('unavailable', `The bundle could not be fetched from ${host}.`, { cause });
  }
}
