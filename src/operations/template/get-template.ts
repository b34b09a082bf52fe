import type { TemplateView } from '../../domain/api/responses';
import type { Deps } from '../ports/deps';
import { viewTemplate } from './view-template';

interface TemplateRequest {
  /** Of a template of a team. */
  team?: string;
  template: string;
  version?: string | undefined;
}

/** One version of a template with its manifest under the present policy, the newest if none is named. */
export async function getTemplate(
  { team, template, version }: TemplateRequest,
  { catalog }: Pick<Deps, 'catalog'>,
): Promise<TemplateView> {
  return viewTemplate(await catalog.read(), team === undefined ? template : `${team}/${template}`, version);
}
