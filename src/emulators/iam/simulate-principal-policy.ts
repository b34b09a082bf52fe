import { AwsFault } from '../aws-json';
import { type Decision, evaluatePolicies, type PolicySet } from './evaluate-policies';
import { readSimulation, type SimulationInput } from './simulation-input';

/** One action on one resource, decided. */
export interface ResourceEvaluation {
  resource: string;
  decision: Decision;
  /** Whether the boundary lets it through; undefined for an identity without one. */
  boundary: boolean | undefined;
}

/** One action on all resources that were asked about, and the most restrictive of their decisions. */
export interface Evaluation {
  action: string;
  decision: Decision;
  /** Whether the organization lets all of them through; undefined for an account without one. */
  organization: boolean | undefined;
  resources: ResourceEvaluation[];
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
  const input = readSimulation(form);
  const evaluations = input.actions.map((action) => evaluate(action, input, policies));
  return pageOf(evaluations, form);
}

function roleIn(source: string): string {
  const role = /^arn:[\w-]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(source)?.[1];
  if (role !== undefined) return role;
  throw new AwsFault('InvalidInput', `This emulator simulates only roles, and '${source}' is not a role`);
}

const strictest: Decision[] = ['explicitDeny', 'implicitDeny', 'allowed'];

function evaluate(action: string, { resources, context }: SimulationInput, policies: PolicySet): Evaluation {
  const { boundary, organization } = policies;
  const decide = (of: PolicySet, resource: string) => evaluatePolicies(of, { action, resource, context });
  const lets = (statements: PolicySet['identity']) => (resource: string) =>
    decide({ identity: statements, boundary: null }, resource) === 'allowed';
  const evaluated = resources.map((resource) => ({
    resource,
    decision: decide(policies, resource),
    boundary: boundary === null ? undefined : lets(boundary)(resource),
  }));
  return {
    action,
    decision: strictest.find((one) => evaluated.some(({ decision }) => decision === one)) ?? 'allowed',
    organization: organization?.every((level) => resources.every(lets(level))),
    resources: evaluated,
  };
}

/** IAM counts actions, however many resources each was asked about. */
function pageOf(all: Evaluation[], form: URLSearchParams): Simulation {
  const from = Number(form.get('Marker') ?? 0);
  const to = from + Number(form.get('MaxItems') ?? usualPage);
  return { evaluations: all.slice(from, to), marker: to < all.length ? String(to) : undefined };
}
