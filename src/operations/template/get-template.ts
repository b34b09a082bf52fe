import { findTemplate, type TemplateVersion } from '../../domain/template/template';
import type { Deps } from '../ports/deps';

/** One version of a template with its manifest, the newest if none is named. */
export async function getTemplate(
  { template, version }: { template: string; version?: string | undefined },
  { catalog }: Pick<Deps, 'catalog'>,
): Promise<TemplateVersion> {
  return findTemplate(await catalog.read(), template, version);
}
