import type { EstimateCostBody } from '../../domain/api/requests';
import type { EstimateView } from '../../domain/api/responses';
import { estimateTemplate, monthlyOfSleep } from '../../domain/cost/estimate-template';
import type { Actor } from '../../domain/access/actor';
import { authorizePreview, hasRole, teamFor } from '../../domain/access/authorize';
import { invalid } from '../../domain/base/errors';
import { allowUse, type AllowedUse, type Asker } from '../../domain/environment/allow-use';
import type { Environment } from '../../domain/environment/environment';
import { environmentKind } from '../../domain/environment/environment-kind';
import { sleepCost } from '../../domain/environment/sleep/sleep-view';
import { allowChange, shownInputs } from '../../domain/environment/decisions/allow-change';
import { approvalReasons, reasonsForAnother } from '../../domain/environment/plan';
import {
  approvalsIn,
  requestForChange,
  type JudgedRequest,
  judgeRequest,
  leastCost,
  requestForLife,
} from '../../domain/policy/judge-request';
import type { Policy } from '../../domain/policy/policy';
import { type Lease, startLease } from '../../domain/lease';
import { hideInputs, parseDraft, sensitiveNames } from '../../domain/template/sensitive-inputs';
import type { Inputs } from '../../domain/template/template';
import type { Deps } from '../ports/deps';
import { readEntry } from '../registry/decide-and-save';

/** What a request would cost, with everything it would be made with filled in; nothing is written. */
export type TemplateEstimate = EstimateView;

type EstimateDeps = Pick<Deps, 'catalog' | 'targets' | 'clock' | 'registry' | 'policy'>;
type EstimateRequest = EstimateCostBody & { actor: Actor };

/** Prices a request before it is made: the same checks, the same lease; of a change, what it keeps of the environment. */
export async function estimateCost(request: EstimateRequest, deps: EstimateDeps): Promise<TemplateEstimate> {
  const { catalog, targets, clock, policy } = deps;
  const asker = {
    actor: asDeveloper(request.actor),
    catalog: await catalog.read(),
    targets: await targets.read(),
  };
  if (request.changes !== undefined)
    return estimateChange(request, await changing(request, request.changes, deps), { asker, policy });
  const use = allowUse(asker, { ...request, what: 'estimate' });
  const { manifest } = use.template;
  const inputs = parseDraft(manifest, request.inputs, request.references);
  const lease = startLease(request, manifest.lease, clock());
  const team = teamFor(asker.actor, request.team);
  return {
    ...priced(use, { inputs, filled: inputs, lease, sleep: request.sleep ?? null }),
    ...judged(requestForLife({ ...use, inputs, team, lease }), policy),
  };
}

/** The environment of that template that is to be changed; a pull request's workflow may ask of its own only. */
async function changing(
  { actor, template, target }: EstimateRequest,
  name: string,
  { registry }: EstimateDeps,
): Promise<Environment> {
  authorizePreview(actor, name, 'read');
  const found = await readEntry({ kind: environmentKind, entries: registry, key: name });
  const own = found.wanted.template.name;
  if (own !== template) throw invalid('template', `is not the template of '${name}', which is ${own}`);
  if (target !== undefined && target !== found.target)
    throw invalid('target', `is not the target of '${name}', which is ${found.target}`);
  return found;
}

function estimateChange(
  request: EstimateRequest,
  environment: Environment,
  { asker, policy }: { asker: Asker; policy: Policy },
): TemplateEstimate {
  const allowed = allowChange(request, environment, { asker, what: 'estimate' });
  const { changed, upgrade, ...use } = allowed;
  const { filled } = changed;
  const names = [...(environment.wanted.sensitive ?? []), ...sensitiveNames(use.template.manifest)];
  const inputs = hideInputs(filled, names);
  return {
    ...priced(use, {
      inputs,
      filled,
      lease: environment.lease,
      sleep: request.sleep ?? environment.schedule?.sleep ?? null,
    }),
    change: { before: shownInputs(environment, asker), ...(upgrade && { upgrade }) },
    ...judged(requestForChange(environment, allowed), policy),
  };
}

/** What the policy says for sure, and why the plan will wait for another person in any case. */
function judged(request: JudgedRequest, policy: Policy): Pick<TemplateEstimate, 'policy' | 'approval'> {
  const judgement = judgeRequest(policy, request);
  const needs = approvalReasons(request.template.manifest.approval, false, leastCost(request));
  const approval = [...reasonsForAnother({ needs }), ...approvalsIn(judgement)];
  return { ...(judgement && { policy: judgement }), ...(approval.length > 0 && { approval }) };
}

function priced(
  { template, target }: AllowedUse,
  { inputs, filled, lease, sleep }: { inputs: Inputs; filled: Inputs; lease: Lease; sleep: string | null },
): TemplateEstimate {
  const estimate = estimateTemplate(template.manifest, filled, { region: target.region, lease });
  return {
    template: { name: template.name, version: template.version },
    inputs,
    lease,
    estimate,
    ...(template.manifest.sleep && {
      sleep: sleepCost(monthlyOfSleep(template.manifest, filled, target), sleep, lease),
    }),
  };
}

/** Who only reads or approves is shown what a developer of the same teams would be. */
function asDeveloper(actor: Actor): Actor {
  return hasRole(actor, 'developer') ? actor : { ...actor, roles: ['developer'] };
}
