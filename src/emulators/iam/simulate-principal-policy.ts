import { AwsFault } from '../aws-json';
import { type Decision, evaluatePolicies, type PolicySet } from './evaluate-policies';
import { membersOf } from './query-members';

/** One pair of an action and a resource, decided. */
export interface Evaluation {
  action: string;
  resource: string;
  decision: Decision;
}

/** A page of what was decided; `marker` is there while more follows. */
export interface Simulation {
  evaluations: Evaluation[];
  marker: string | undefined;
}

/** Reads a role's policies by its name. */
export type ReadPolicies = (role: string) => Promise<PolicySet>;

const usualPage = 100;

/**
 * Handles `SimulatePrincipalPolicy` for a role, from the fields of the request. Only the role itself asks about
 * it here, so a role that may not simulate itself is refused, as IAM would refuse it.
 */
export async function simulatePrincipalPolicy(
  form: URLSearchParams,
  readPolicies: ReadPolicies,
): Promise<Simulation> {
  const source = form.get('PolicySourceArn') ?? '';
  const policies = await readPolicies(roleIn(source));
  const self = { action: 'iam:SimulatePrincipalPolicy', resource: source, context: new Map() };
  if (evaluatePolicies(policies, self) !== 'allowed')
    throw new AwsFault('AccessDenied', `${source} may not perform ${self.action} on itself`, 403);
  return pageOf(evaluate(form, policies), form);
}

function roleIn(source: string): string {
  const role = /^arn:[\w-]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(source)?.[1];
  if (role !== undefined) return role;
  throw new AwsFault('InvalidInput', `Only roles are simulated here, and '${source}' is none`);
}

function evaluate(form: URLSearchParams, policies: PolicySet): Evaluation[] {
  const context = contextOf(form);
  const resources = membersOf(form, 'ResourceArns');
  return membersOf(form, 'ActionNames').flatMap((action) =>
    (resources.length > 0 ? resources : ['*']).map((resource) => {
      return { action, resource, decision: evaluatePolicies(policies, { action, resource, context }) };
    }),
  );
}

function contextOf(form: URLSearchParams): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  for (let at = 1; form.has(`ContextEntries.member.${at}.ContextKeyName`); at += 1) {
    const entry = `ContextEntries.member.${at}`;
    const key = form.get(`${entry}.ContextKeyName`) ?? '';
    entries.set(key.toLowerCase(), membersOf(form, `${entry}.ContextKeyValues`));
  }
  return entries;
}

function pageOf(all: Evaluation[], form: URLSearchParams): Simulation {
  const from = Number(form.get('Marker') ?? 0);
  const to = from + Number(form.get('MaxItems') ?? usualPage);
  return { evaluations: all.slice(from, to), marker: to < all.length ? String(to) : undefined };
}
