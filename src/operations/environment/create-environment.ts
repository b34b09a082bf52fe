import type { Actor } from '../../domain/access/actor';
import type { CreateEnvironmentBody } from '../../domain/api/requests';
import { authorize, authorizePreview, hasRole, idsOf, teamFor } from '../../domain/access/authorize';
import { summarizeTemplate } from '../../domain/cost/estimate-template';
import { toNanos } from '../../domain/cost/money';
import { decideBirth } from '../../domain/environment/decide';
import type { RequestKey } from '../../domain/registry/entry';
import { remembers, requestOf } from '../../domain/registry/requests';
import type { Birth } from '../../domain/environment/decisions/create-environment';
import { type PlanComparison, type Environment, hasEnded } from '../../domain/environment/environment';
import { DomainError, invalid, isDomainError } from '../../domain/base/errors';
import { judgeRequest, requestForLife, refuseDenied } from '../../domain/policy/judge-request';
import type { Instant } from '../../domain/base/time';
import { type Lease, startLease } from '../../domain/lease';
import type { PartOfStack } from '../../domain/environment/stack/part-of-stack';
import { environmentTags } from '../../domain/environment/tags';
import { refuseHidden } from '../../domain/template/sensitive-inputs';
import { type Inputs, parseInputs, type TemplateVersion } from '../../domain/template/template';
import { type LifeName, livesIn, refuseOutliving } from '../../domain/environment/uses/references';
import { holdProducers, releaseProducers } from './references/hold-producers';
import { type ResolvedReferences, resolveReferences } from './references/resolve-references';
import { requireTrial } from '../../domain/template/trial';
import { specOf } from '../../domain/environment/new-spec';
import type { EnvironmentView } from '../../domain/environment/view';
import { allowUse, type Asker, type UseRequest } from '../../domain/environment/allow-use';
import { napOf, refuseSleepless } from './sleep/nap-of';
import { adoptsOf } from './adopt/adopts-of';
import { askerOf } from './deeds/read-offer';
import { showTo } from './deeds/show-environment';
import { environments } from './environments';
import { findLife } from './find-life';
import { limitPreviews } from './limit-previews';
import { type AskedShare, holdShare, releaseShare } from './limits/hold-share';
import { refuseOverBudget } from './limits/refuse-over-budget';
import { chainEvents } from '../registry/chain-events';
import { deliver } from '../registry/deliver';
import type { Deps } from '../ports/deps';
import { confirmRequest, releaseRequest, reserveRequest } from '../registry/reserve-request';

const attempts = 5;

/** Nothing is kept under the key of a request that was refused so. */
const refusals = ['NameTaken', 'QuotaReached', 'BudgetReached'] as const;

/** A request for a new environment; `request` is there when the caller may send it again. */
export interface CreateEnvironmentInput extends CreateEnvironmentBody {
  actor: Actor;
  request?: RequestKey | undefined;
  /** Of which stack it is to be a component, whose it is then, and when it ends by itself. */
  component?: ComponentBirth | undefined;
}

/** What a component has from its stack. */
export interface ComponentBirth {
  part: PartOfStack;
  owner: string;
  team: string | null;
  lease: Lease;
  /** The lives that it uses, which promise not to end before it. */
  uses: LifeName[];
  /** The life that it was planned with; another one where that is not above the last. */
  life?: { id: string; tags: Record<string, string> } | undefined;
  comparison?: PlanComparison | undefined;
}

/**
 * Makes a new life of a name:
 * 1. checks everything that can be checked before anything is written,
 * 2. reserves the Idempotency-Key, if there is one, with the id the life will have,
 * 3. takes its share of the quotas and writes the environment where its name is free, and confirms the reservation; frees it
 *    where the name is taken, or a quota or budget reached,
 * 4. starts its first run.
 */
export async function createEnvironment(input: CreateEnvironmentInput, deps: Deps): Promise<EnvironmentView> {
  authorize(input.actor, 'developer', 'create environments');
  authorizePreview(input.actor, input.name, 'create');
  await limitPreviews(input, deps);
  const birth = await prepare(input, deps);
  const wanted = { ...input, id: birth.id };
  const reserved = await reserveRequest(wanted, (promised) => findLife(promised, deps), deps);
  if (reserved.made) return showTo(input.actor, reserved.made, deps);
  const promised = { ...birth, id: reserved.id };
  const environment = await insertLife(promised, input, deps).catch(async (error: unknown) => {
    // If this fails, the sweep frees the key a quarter of an hour later.
    if (refusals.some((code) => isDomainError(error, code)))
      await releaseRequest({ ...wanted, id: reserved.id }, deps).catch(() => undefined);
    throw error;
  });
  await confirmRequest({ ...wanted, id: environment.id }, deps);
  return showTo(input.actor, await deliver(environments, environment, deps), deps);
}

async function prepare(input: CreateEnvironmentInput, deps: Deps): Promise<Omit<Birth, 'previous'>> {
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

/**
 * Writes the life where the name is free; of many who ask at once, one does and the others learn who. The same request
 * finds what it wrote before a crash; an ended life whose events are not all delivered is read again.
 */
async function insertLife(
  birth: Omit<Birth, 'previous'>,
  { actor, request: sent }: Pick<CreateEnvironmentInput, 'actor' | 'request'>,
  deps: Deps,
): Promise<Environment> {
  const request = requestOf(actor, sent);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const previous = (await deps.registry.get(birth.name)) ?? null;
    if (previous && (remembers(previous, request) || hasTaken(previous, birth.stack))) return previous;
    if (previous && !hasEnded(previous)) throw taken(previous);
    if (previous) await deps.registry.keepLife(previous);
    await refuseOverBudget(actor, birth, deps);
    const environment = newLife(birth, previous, { request, deps });
    if (await insertHeld(environment, previous, { deps, isShared: request !== undefined }))
      return environment;
  }
  throw new DomainError('VersionConflict', { name: birth.name });
}

/** `isShared`: the same request may be sent again, for a life of the same id. */
interface Inserting {
  deps: Deps;
  isShared: boolean;
}

/** Takes what the life needs of others before it is written, and gives it back where it is not written. */
async function insertHeld(
  environment: Environment,
  previous: Environment | null,
  { deps, isShared }: Inserting,
): Promise<boolean> {
  const share = shareOf(environment);
  await holdAll(environment, share, { deps, isShared });
  // Whether a write that fails was made is unknown: what is held for no life is taken back by the sweep.
  if (await deps.registry.insert(environment, previous)) return true;
  // An answer of our own that was lost looks like another one's write: then the environment is there, and counts.
  if ((await deps.registry.get(environment.name))?.id === environment.id) return false;
  await releaseShare(share, deps);
  await releaseProducers(environment, deps);
  return false;
}

async function holdAll(
  environment: Environment,
  share: AskedShare,
  { deps, isShared }: Inserting,
): Promise<void> {
  try {
    await holdProducers(environment, deps);
    await holdShare(share, deps);
  } catch (error) {
    // What the same request may be writing at this moment stays promised; the sweep takes it back where there is no such life.
    if (!isShared) await releaseProducers(environment, deps).catch(() => undefined);
    throw error;
  }
}

/** Whether it was made by this order of its stack, or a later one. */
function hasTaken({ stack }: Environment, wanted: PartOfStack | undefined): boolean {
  return wanted !== undefined && stack?.id === wanted.id && stack.order >= wanted.order;
}

function shareOf({ id, name, owner, team, cost }: Environment): AskedShare {
  return { id, name, owner, team, hourly: toNanos(cost.hourly) };
}

function newLife(
  birth: Omit<Birth, 'previous'>,
  previous: Environment | null,
  { request, deps }: { request: RequestKey | undefined; deps: Deps },
): Environment {
  const id = aboveLast(birth.id, previous, deps);
  const tags = { ...birth.tags, 'idp:environment-id': id };
  const moment = { now: deps.clock(), newRun: deps.newId() };
  const { environment: entry, ...decided } = decideBirth({ ...birth, id, tags, previous }, request, moment);
  // The chain of a name goes on from life to life.
  return chainEvents({ ...decided, entry }, previous?.head).entry;
}

/** An id above the last life's, so that a dead life never returns under its old id. */
function aboveLast(id: string, previous: Environment | null, deps: Deps): string {
  if (!previous || id > previous.id) return id;
  const next = deps.newId();
  if (next > previous.id) return next;
  throw new DomainError('VersionConflict', { name: previous.name });
}

function taken({ name, owner, status }: Environment): DomainError<'NameTaken'> {
  return new DomainError('NameTaken', { name, owner, status });
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
