import type { Catalog } from '../../template/template';
import { isOffered } from '../allow-use';
import type { Environment } from '../environment';
import type { ChangeRefused } from './drift-view';

/** Why a change to the version that an environment has is refused; undefined where it may be asked for, or no catalog could be read. */
export function whyChangeRefused(
  { stack, wanted }: Environment,
  version: string,
  catalog: Catalog | undefined,
): ChangeRefused | undefined {
  if (stack) return 'part-of-stack';
  if (!catalog) return undefined;
  const { name: template, version: own, bundle } = wanted.template;
  const asked = { template, version, bundle: version === own ? bundle : undefined };
  return isOffered({ catalog }, asked) ? undefined : 'not-offered';
}
