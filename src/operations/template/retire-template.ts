import type { Actor } from '../../domain/access/actor';
import { authorizePublishing } from '../../domain/access/authorize';
import type { RetireTemplateBody } from '../../domain/api/template-requests';
import type { TemplateView } from '../../domain/api/responses';
import { invalid } from '../../domain/base/errors';
import {
  type CatalogEntry,
  findTemplate,
  mostRetired,
  type RetiredVersion,
} from '../../domain/template/template';
import type { Deps } from '../ports/deps';
import type { PublishingPorts } from '../ports/publishing';
import { decideOn } from './decide-on';
import { viewTemplate } from './view-template';

type Retirement = RetireTemplateBody & { actor: Actor; team: string; template: string };

/**
 * Deprecates a version, which is then advised against, or withdraws it, so that nothing is made with it any more; what lives on
 * it still ends. A withdrawn version stays withdrawn.
 */
export async function retireTemplate(
  { actor, team, template, version, as, reason }: Retirement,
  { catalogChanges, clock }: Pick<PublishingPorts, 'catalogChanges'> & Pick<Deps, 'clock'>,
): Promise<TemplateView> {
  const name = `${team}/${template}`;
  authorizePublishing(actor, { team, template });
  const retired: RetiredVersion = { version, as, reason, by: actor.id, at: clock() };
  const catalog = await catalogChanges.change((before) => {
    findTemplate(before, name, version);
    return decideOn(before, name, (entry) => ({ retired: withRetired(entry, retired) }));
  });
  return viewTemplate(catalog, name, version);
}

function withRetired({ retired = [] }: CatalogEntry, wanted: RetiredVersion): RetiredVersion[] {
  const same = retired.find(({ version }) => version === wanted.version);
  if (same?.as === 'withdrawn') return retired;
  const others = retired.filter((one) => one !== same);
  if (others.length < mostRetired) return others.concat(wanted);
  throw invalid('version', `is one too many: ${mostRetired} versions are deprecated or withdrawn already`);
}
