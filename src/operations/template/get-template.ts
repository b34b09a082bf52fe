import { underPolicy } from '../../domain/template/offer';
import type { TemplateVersion } from '../../domain/template/template';
import type { Deps } from '../ports/deps';

/** One version of a template with its manifest under the present policy, the newest if none is named. */
export async function getTemplate(
  { template, version }: { template: string; version?: string | undefined },
  { catalog }: Pick<Deps, 'catalog'>,
): Promise<TemplateVersion> {
  return underPolicy(await catalog.read(), template, version);
}
