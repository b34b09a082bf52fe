import { hasRole, idsOf, teamFor } from '../../../domain/access/authorize';
import { summarizeTemplate } from '../../../domain/cost/estimate-template';
import type { Birth } from '../../../domain/environment/decisions/create-environment';
import { DomainError, invalid } from '../../../domain/base/errors';
import { judgeRequest, requestForLife, refuseDenied } from '../../../domain/policy/judge-request';
import type { Instant } from '../../../domain/base/time';
import { type Lease, startLease } from '../../../domain/lease';
import { environmentTags } from '../../../domain/environment/tags';
import { refuseHidden } from '../../../domain/template/sensitive-inputs';
import { type Inputs, parseInputs, type TemplateVersion } from '../../../domain/template/template';
import { livesIn, refuseOutliving } from '../../../domain/environment/uses/references';
import { type ResolvedReferences, resolveReferences } from '../references/resolve-references';
import { requireTrial } from '../../../domain/template/trial';
import { specOf } from '../../../domain/environment/new-spec';
import { allowUse, type Asker, type UseRequest } from '../../../domain/environment/allow-use';
import { napOf, refuseSleepless } from '../sleep/nap-of';
import { adoptsOf } from '../adopt/adopts-of';
import { askerOf } from '../deeds/read-offer';
import type { Deps } from '../../ports/deps';

import type { CreateEnvironmentInput, PreparedBirth } from './creation-request';

/** Checks everything that can be checked before anything is written, and says what the life begins with. */
export async function prepareBirth(input: CreateEnvironmentInput, deps: Deps): Promise<PreparedBirth> {
  const now = deps.clock();
  const asker = await askerOf(input.actor, deps);
  refuseForeignTrial(input, asker, now);
  const { template, target } = allowUse(asker, useOf(input));
  refuseHidden(input.inputs ?? {}, template.manifest);
  const taken = await takeReferences(input, { asker, template, now }, deps);
  const filled = parseInputs(template.manifest, taken.inputs);
  const lease = input.component?.lease ?? startLease(input, template.manifest.lease, now);
  for (const one of taken.producers) refuseOutliving({ name: input.name, ends: lease.expiresAt }, one);
  const stay = { region: target.region, lease };
  refuseSleepless(input.sleep, template);
  const { owner, team } = whoseOf(input);
  refuseDenied(judgeRequest(deps.policy, requestForLife({ template, inputs: filled, team, target, lease })));
  return {
    name: input.name,
    ...lifeFor(input, { template: template.name, owner, lease }, deps),
    owner,
    team,
    target: target.name,
    lease,
    budget: deps.limits.budgets.environment,
    sleep: input.sleep,
    spec: specOf(template, {
      inputs: taken.inputs,
      sleep: napOf(template, filled, stay),
      references: taken.references,
      order: input.component?.part.order,
      comparison: input.component?.comparison,
    }),
    uses: input.component?.uses ?? livesIn(taken.references),
    adopts: adoptsOf(input),
    cost: summarizeTemplate(template.manifest, filled, stay),
    planOnly: input.planOnly ?? false,
    stack: input.component?.part,
    source: input.source,
    by: input.actor.id,
  };
}

/** The id and the tags of the life: those that it was planned with, or new ones. */
function lifeFor(
  { name, component }: CreateEnvironmentInput,
  of: { template: string; owner: string; lease: Lease },
  { newId }: Deps,
): Pick<Birth, 'id' | 'tags'> {
  if (component?.life) return component.life;
  const id = newId();
  return { id, tags: environmentTags({ ...of, name, id }) };
}

/** Whose it is: a component is its stack's. */
function whoseOf(input: CreateEnvironmentInput): Pick<Birth, 'owner' | 'team'> {
  return input.component ?? { owner: ownerOf(input), team: teamFor(input.actor, input.team) };
}

function useOf({ template, version, trial, target }: CreateEnvironmentInput): UseRequest {
  return { template, version, bundle: trial, target, what: 'create' };
}

/** The inputs with the values of those that are taken from outputs of others. */
async function takeReferences(
  { actor, inputs = {}, references = {} }: CreateEnvironmentInput,
  { asker, template, now }: { asker: Asker; template: TemplateVersion; now: Instant },
  deps: Deps,
): Promise<ResolvedReferences & { inputs: Inputs }> {
  const { manifest } = template;
  const asked = { references, inputs, manifest, actor, catalog: asker.catalog, now };
  const resolved = await resolveReferences(asked, deps);
  return { ...resolved, inputs: { ...inputs, ...resolved.values } };
}

/** Only whoever requested a trial makes something of it, and gets that bundle or nothing. */
function refuseForeignTrial(
  { actor, template, trial, version }: CreateEnvironmentInput,
  asker: Asker,
  now: Instant,
): void {
  if (trial === undefined) return;
  if (version !== undefined) throw invalid('version', 'cannot be given with a trial, which is one version');
  requireTrial(asker.catalog, { template, bundle: trial }, { ids: idsOf(actor), now });
}

function ownerOf({ actor, owner }: CreateEnvironmentInput): string {
  if (owner === undefined || idsOf(actor).includes(owner)) return actor.id;
  if (hasRole(actor, 'admin')) return owner;
  throw new DomainError('Forbidden', {
    actor: actor.id,
    need: 'the role admin',
    what: `create for ${owner}`,
  });
}
