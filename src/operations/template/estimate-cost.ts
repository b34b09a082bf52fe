import type { EstimateCostBody } from '../../domain/api/requests';
import type { Estimate } from '../../domain/cost/estimate';
import { estimateTemplate } from '../../domain/cost/estimate-template';
import { invalid } from '../../domain/base/errors';
import { type Lease, startLease } from '../../domain/lease';
import { offeredVersion } from '../../domain/template/offer';
import { type Inputs, parseInputs } from '../../domain/template/template';
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
  body: EstimateCostBody,
  { catalog, targets, clock }: Pick<Deps, 'catalog' | 'targets' | 'clock'>,
): Promise<TemplateEstimate> {
  const template = offeredVersion(await catalog.read(), body.template, body.version);
  const inputs = parseInputs(template.manifest, body.inputs);
  const lease = startLease(body, template.manifest.lease, clock());
  const target = body.target === undefined ? targets[0] : targets.find((one) => one.name === body.target);
  if (!target) throw invalid('target', `unknown; available: ${targets.map((one) => one.name).join(', ')}`);
  const estimate = estimateTemplate(template.manifest, inputs, { region: target.region, lease });
  return { template: { name: template.name, version: template.version }, inputs, lease, estimate };
}
