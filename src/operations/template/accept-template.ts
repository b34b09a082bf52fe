import type { Actor } from '../../domain/access/actor';
import { authorize, refusePreviews } from '../../domain/access/authorize';
import type { TemplateView } from '../../domain/api/responses';
import { withLease } from '../../domain/template/team-lease';
import { findTemplate } from '../../domain/template/template';
import type { PublishingPorts } from '../ports/publishing';
import { decideOn } from './decide-on';
import { viewTemplate } from './view-template';

interface Acceptance {
  actor: Actor;
  team: string;
  template: string;
  version: string;
}

/** Accepts the types of resources and the lease of a team's version: with no others, the template's own approval rule applies from now on. */
export async function acceptTemplate(
  { actor, team, template, version }: Acceptance,
  { catalogChanges }: Pick<PublishingPorts, 'catalogChanges'>,
): Promise<TemplateView> {
  refusePreviews(actor, 'accept templates');
  authorize(actor, 'admin', 'accept templates');
  const name = `${team}/${template}`;
  const catalog = await catalogChanges.change((before) => {
    const { types = [], manifest } = findTemplate(before, name, version);
    return decideOn(before, name, ({ accepted = [], acceptedLease }) => ({
      accepted: [...new Set(accepted.concat(types))].sort(),
      acceptedLease: withLease(acceptedLease, manifest.lease),
    }));
  });
  return viewTemplate(catalog, name, version);
}
