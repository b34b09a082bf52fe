import type { TemplateView } from '../../domain/api/responses';
import { entryOf, retirementOf, unacceptedTypes, underPolicy } from '../../domain/template/offer';
import { unacceptedLease } from '../../domain/template/team-lease';
import { type Catalog, findTemplate } from '../../domain/template/template';

/** A version under the present policy, the newest if none is named, with what was decided about it; TemplateNotFound. */
export function viewTemplate(catalog: Catalog, name: string, version?: string): TemplateView {
  const found = underPolicy(catalog, name, version);
  const retired = retirementOf(catalog, name, found.version);
  const unaccepted = unacceptedTypes(found, entryOf(catalog, name));
  const asked = unacceptedLease(findTemplate(catalog, name).manifest.lease, found.manifest.lease);
  return {
    ...found,
    unaccepted,
    ...(asked && { unacceptedLease: asked }),
    ...(retired && { retired }),
  };
}
