import type { Statement } from './policy-document';
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
  const limits: [PolicyKind, readonly Statement[] | null | undefined][] = [
    ['permissions boundary', boundary],
    ['session policy', session],
  ];
  return limits.flatMap(([kind, statements]) => (statements ? [[kind, statements] satisfies Layer] : []));
}

function ownOf(policies: PolicySet): Layer[] {
  return [['identity-based policy', policies.identity], ...limitsOf(policies)];
}

function kindThatDenies(policies: PolicySet, question: Question): PolicyKind | undefined {
  const { resource } = policies;
  const denies = ([, statements]: Layer) =>
    statements.some((one) => one.Effect === 'Deny' && concerns(one, question));
  const organization = organizationOf(policies).find(denies);
  if (organization) return organization[0];
  if (resource && deniesByResource(resource, question)) return kindOf(resource);
  return ownOf(policies).find(denies)?.[0];
}

function kindThatDoesNotAllow(policies: PolicySet, question: Question): PolicyKind | undefined {
  const { resource } = policies;
  const isSilent = ([, statements]: Layer) =>
    !statements.some((one) => one.Effect === 'Allow' && concerns(one, question));
  const silent = (layers: Layer[]) => layers.find(isSilent)?.[0];
  const organization = silent(organizationOf(policies));
  if (organization || !resource) return organization ?? silent(ownOf(policies));
  return silentBeside(resource, question, {
    all: () => silent(ownOf(policies)),
    limits: () => silent(limitsOf(policies)),
  });
}

interface Own {
  all: () => PolicyKind | undefined;
  limits: () => PolicyKind | undefined;
}

/**
 * Within an account, whom the resource's policy names themselves need nothing else, and whose role it names only no limit
 * against it; across accounts both sides must allow. Services and providers' users have no policies of their own.
 */
function silentBeside(resource: ResourcePolicy, question: Question, own: Own): PolicyKind | undefined {
  const { principal, account, attachedTo = 'resource' } = resource;
  const grant = grantByResource(resource, question);
  const unless = grant ? undefined : kindOf(resource);
  if (principal.service !== undefined || principal.federated !== undefined) return unless;
  const isSameAccount = principal.account === account;
  if (isSameAccount && grant === 'itself') return undefined;
  if (isSameAccount && grant === 'identity') return own.limits();
  return own.all() ?? (isSameAccount && attachedTo === 'resource' ? undefined : unless);
}

function kindOf({ attachedTo }: ResourcePolicy): PolicyKind {
  return attachedTo === 'role' ? 'role trust policy' : 'resource-based policy';
}
