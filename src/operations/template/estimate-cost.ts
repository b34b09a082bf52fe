import type { EstimateCostBody } from '../../domain/api/requests';
import type { Estimate } from '../../domain/cost/estimate';
import { estimateTemplate } from '../../domain/cost/estimate-template';
import type { Actor } from '../../domain/access/actor';
import { hasRole } from '../../domain/access/authorize';
import { allowUse } from '../../domain/environment/allow-use';
import { type Lease, startLease } from '../../domain/lease';
import { parseDraft } from '../../domain/template/sensitive-inputs';
import type { Inputs } from '../../domain/template/template';
import type { Deps } from '../ports/deps';

/** What a request would cost, with everything it would be made with filled in; nothing is written. */
export interface TemplateEstimate {
  template: { name: string; version: string };
  inputs: Inputs;
  lease: Lease;
  estimate: Estimate;
}

/** Prices a request before it is made: the same checks, the same lease, no environment. */
export async function estimateCost(
  { actor, ...body }: EstimateCostBody & { actor: Actor },
  { catalog, targets, clock }: Pick<Deps, 'catalog' | 'targets' | 'clock'>,
): Promise<TemplateEstimate> {
  const asker = { actor: asDeveloper(actor), catalog: await catalog.read(), targets };
  const { template, target } = allowUse(asker, { ...body, what: 'estimate' });
  const inputs = parseDraft(template.manifest, body.inputs);
  const lease = startLease(body, template.manifest.lease, clock());
  const estimate = estimateTemplate(template.manifest, inputs, { region: target.region, lease });
  return { template: { name: template.name, version: template.version }, inputs, lease, estimate };
}

/** Who only reads or approves is shown what a developer of the same teams would be. */
function asDeveloper(actor: Actor): Actor {
  return hasRole(actor, 'developer') ? actor : { ...actor, roles: ['developer'] };
}
