import type { Statement } from './policy-document';
import type { Naming, Principal } from './principal';
import type { Question } from './question';
import { deniesByResource, grantByResource, type ResourcePolicy } from './resource-policy';
import { concerns } from './statement';

/** All that decides what an identity may do; what is not there limits nothing. */
export interface PolicySet {
  /** The statements of the identity's own policies. */
  identity: readonly Statement[];
  boundary: readonly Statement[] | null;
  /** Of the policy that a session was opened with. */
  session?: readonly Statement[] | null | undefined;
  /** Of the service control policies of each level, from the root of the organization to the account. */
  organization?: readonly (readonly Statement[])[] | undefined;
  /** Of the resource itself. */
  resource?: ResourcePolicy | undefined;
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** The kinds of policies as AWS's refusals name them. */
export type PolicyKind =
  | 'identity-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'service control policy'
  | 'resource-based policy'
  | 'role trust policy';

/** A refusal, and which kind of policy it comes from: one that denies, or one that does not allow. */
export interface Denial {
  decision: 'explicitDeny' | 'implicitDeny';
  policy: PolicyKind;
}

export type Verdict = { decision: 'allowed' } | Denial;

/** Decides as IAM does, and says nothing else. */
export function evaluatePolicies(policies: PolicySet, question: Question): Decision {
  return judge(policies, question).decision;
}

/**
 * Decides as IAM does: a deny anywhere wins, and every kind of policy that counts must allow ("How AWS enforcement code
 * logic evaluates requests" and "Cross-account policy evaluation logic" of the user guide).
 */
export function judge(policies: PolicySet, question: Question): Verdict {
  const denying = kindThatDenies(policies, question);
  if (denying) return { decision: 'explicitDeny', policy: denying };
  const silent = kindThatDoesNotAllow(policies, question);
  return silent ? { decision: 'implicitDeny', policy: silent } : { decision: 'allowed' };
}

type Layer = [PolicyKind, readonly Statement[]];

function organizationOf({ organization = [] }: PolicySet): Layer[] {
  return organization.map((level) => ['service control policy', level]);
}

/** What limits a permission that the identity was given, in the order in which IAM asks. */
function limitsOf({ boundary, session }: PolicySet): Layer[] {
  const limits: Layer[] = [];
  if (boundary) limits.push(['permissions boundary', boundary]);
  if (session) limits.push(['session policy', session]);
  return limits;
}

function ownOf(policies: PolicySet): Layer[] {
  return [['identity-based policy', policies.identity], ...limitsOf(policies)];
}

function kindThatDenies(policies: PolicySet, question: Question): PolicyKind | undefined {
  const { resource, boundary } = policies;
  const denies = ([, statements]: Layer) =>
    statements.some((one) => one.Effect === 'Deny' && concerns(one, question));
  const organization = organizationOf(policies).find(denies);
  if (organization) return organization[0];
  if (resource && deniesByResource(resource, boundary, question)) return kindOf(resource);
  return ownOf(policies).find(denies)?.[0];
}

function kindThatDoesNotAllow(policies: PolicySet, question: Question): PolicyKind | undefined {
  const { resource } = policies;
  const grant = resource ? grantByResource(resource, question) : null;
  const allows = (one: Statement) => one.Effect === 'Allow' && concerns(one, question);
  const needed = [...organizationOf(policies), ...ownBeside(grant, policies)];
  const silent = needed.find(([, statements]) => !statements.some(allows));
  if (silent) return silent[0];
  return !resource || grant || leavesItToIdentities(resource) ? undefined : kindOf(resource);
}

/**
 * Which of the caller's own policies must allow: none within an account where the resource's policy names the caller
 * itself, only the limits where it names the role of a session, and all of them where the resource is another account's.
 */
function ownBeside(grant: Naming | null, policies: PolicySet): Layer[] {
  const { resource } = policies;
  if (!resource) return ownOf(policies);
  if (isOutsider(resource.principal)) return [];
  if (resource.principal.account !== resource.account) return ownOf(policies);
  if (grant === 'itself') return [];
  return grant === 'identity' ? limitsOf(policies) : ownOf(policies);
}

/** Within an account, what an identity's own policies allow needs no word of the resource's policy. */
function leavesItToIdentities({ principal, account, attachedTo = 'resource' }: ResourcePolicy): boolean {
  return attachedTo === 'resource' && principal.account === account && !isOutsider(principal);
}

/** Services and users of identity providers have no policies of their own. */
function isOutsider({ service, federated }: Principal): boolean {
  return service !== undefined || federated !== undefined;
}

function kindOf({ attachedTo }: ResourcePolicy): PolicyKind {
  return attachedTo === 'role' ? 'role trust policy' : 'resource-based policy';
}
