import type { Actor } from '../access/actor';
import { authorize, hasRole } from '../access/authorize';
import {
  admitsTemplate,
  type TargetInfo,
  type TemplateKind,
  whyBeyondRule,
  whyClosed,
  whyUntaken,
} from '../access/target-access';
import { DomainError, invalid } from '../base/errors';
import { entryOf, offeredVersion } from '../template/offer';
import type { Catalog, TemplateVersion } from '../template/template';
import { triedVersion } from '../template/trial';

/** Who asks, and what the stage offers at the moment. */
export interface Asker {
  actor: Actor;
  catalog: Catalog;
  targets: readonly TargetInfo[];
}

/** Which version is asked for (absent: the newest), and where (absent: the first target that is open); `what` is the verb that a refusal names. */
export interface UseRequest {
  template: string;
  version?: string | undefined;
  /** The bundle that it is pinned to, which may be one that is only tried. */
  bundle?: string | undefined;
  target?: string | undefined;
  what: string;
}

type AskedVersion = Pick<UseRequest, 'template' | 'version' | 'bundle'>;

/** A version under the template's present policy, and the target that it may be built in. */
export interface AllowedUse {
  template: TemplateVersion;
  target: TargetInfo;
}

/**
 * What an actor may build now, and where: the one place that holds role, team, version and target against each other for
 * whatever creates, changes, upgrades, retries, approves or prices an environment. Throws TemplateNotFound,
 * VersionWithdrawn, Forbidden for the template, InvalidRequest for an unknown target, or TargetForbidden.
 */
export function allowUse(asker: Asker, request: UseRequest): AllowedUse {
  const template = versionFor(asker, request);
  const kind = kindOf(template);
  authorize(asker.actor, kind.role, whatOf(request));
  refuseBeyondRule(asker.actor, kind, whatOf(request));
  return { template, target: choose(asker, request, (target) => whyRefused(asker.actor, target, kind)) };
}

/**
 * The same for who decides about what others build: role and team are not asked for, but version and target must still be
 * offered, and a workload stays within its rule.
 */
export function allowOffer(asker: Asker, request: UseRequest): AllowedUse {
  const template = versionFor(asker, request);
  const kind = kindOf(template);
  refuseBeyondRule(asker.actor, kind, whatOf(request));
  const why = (target: TargetInfo) => whyBeyondRule(asker.actor, target) ?? whyUntaken(target, kind);
  return { template, target: choose(asker, request, why) };
}

/** Whether a version may still be asked for at all, whoever asks and wherever it is to be built. */
export function isOffered(asker: Pick<Asker, 'catalog'>, version: AskedVersion): boolean {
  try {
    versionFor(asker, version);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function versionFor(
  { catalog }: Pick<Asker, 'catalog'>,
  { template: name, version, bundle }: AskedVersion,
): TemplateVersion {
  if (bundle === undefined) return offeredVersion(catalog, name, version);
  const same = entryOf(catalog, name)?.versions.find((one) => one.bundle === bundle)?.version;
  return triedVersion(catalog, { name, bundle }) ?? offeredVersion(catalog, name, version ?? same);
}

/** Why an actor may not build a template in a target, as words that follow its name; undefined where they may. */
export function whyRefused(actor: Actor, target: TargetInfo, template: TemplateKind): string | undefined {
  return whyClosed(actor, target) ?? whyUntaken(target, template);
}

/** Whether an actor may build a template anywhere: by role and, if it is a workload, by its rule. */
export function mayBuild(actor: Actor, template: TemplateKind): boolean {
  return hasRole(actor, template.role) && ruleAdmits(actor, template);
}

/** What of a version decides who may build it where. */
export function kindOf({ name, manifest }: TemplateVersion): TemplateKind {
  return { name, role: manifest.role };
}

function refuseBeyondRule(actor: Actor, template: TemplateKind, what: string): void {
  if (ruleAdmits(actor, template)) return;
  const need = `a workload rule with ${template.name} in its 'templates'`;
  throw new DomainError('Forbidden', { actor: nameOf(actor), need, what });
}

/** A workload's rule bounds what its role would allow; people have no such rule. */
function ruleAdmits({ kind, limits }: Actor, template: TemplateKind): boolean {
  return kind === 'person' || admitsTemplate(limits?.templates, template);
}

/** The target that is named, or the first that is open. */
function choose(
  { actor, targets }: Asker,
  request: UseRequest,
  why: (target: TargetInfo) => string | undefined,
): TargetInfo {
  const open = targets.filter((target) => why(target) === undefined);
  const names = open.map(({ name }) => name);
  const asked =
    request.target === undefined ? targets : targets.filter(({ name }) => name === request.target);
  if (asked.length === 0) throw invalid('target', `unknown; available: ${names.join(', ') || 'none'}`);
  const chosen = open.find((target) => asked.includes(target));
  if (chosen) return chosen;
  const refused = asked.slice(0, 3).map((target) => `'${target.name}' ${why(target) ?? ''}`);
  throw new DomainError('TargetForbidden', {
    actor: nameOf(actor),
    what: whatOf(request),
    refused: refused.join(', '),
    open: names,
  });
}

function whatOf({ what, template }: UseRequest): string {
  return `${what} environments of ${template}`;
}

function nameOf({ name, id }: Actor): string {
  return name || id;
}
