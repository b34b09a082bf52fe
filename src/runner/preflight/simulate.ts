import {
  type ContextEntry,
  type EvaluationResult,
  type IAMClient,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import type { Question } from './planned-questions';
import type { RequestContext } from './request-context';
import { callsOf, type SimulationCall } from './simulation-calls';

/** Which policy does not let a call through: one of the role's own that denies it, or the first that does not allow it. */
export type Refuser = 'own-deny' | 'own-policies' | 'boundary' | 'organisation';

/** A question that IAM answers with no. */
export interface Refused extends Question {
  by: Refuser;
}

/** Asks IAM what the principal may do, side by side, and returns the questions that it does not allow, in their order. */
export async function findRefused(
  client: IAMClient,
  principal: string,
  questions: Question[],
): Promise<Refused[]> {
  const calls = callsOf(questions);
  const results = await Promise.all(calls.map((call) => resultsOf(client, principal, call)));
  const refusers = new Map<Question, Refuser | undefined>();
  for (const [at, call] of calls.entries())
    for (const question of call.questions) refusers.set(question, refuserOf(results[at] ?? [], question));
  return questions.flatMap((question) => {
    const by = refusers.get(question);
    return by === undefined ? [] : [{ ...question, by }];
  });
}

/** All results of a call; IAM says which of its actions it does not take together, and those are then asked apart. */
async function resultsOf(
  client: IAMClient,
  principal: string,
  call: SimulationCall,
): Promise<EvaluationResult[]> {
  try {
    return await simulate(client, principal, call);
  } catch (error) {
    const parts = apartOf(error as Error, call.actions);
    const results = await Promise.all(
      parts.map((actions) => resultsOf(client, principal, { ...call, actions })),
    );
    return results.flat();
  }
}

async function simulate(
  client: IAMClient,
  principal: string,
  call: SimulationCall,
): Promise<EvaluationResult[]> {
  const input = {
    PolicySourceArn: principal,
    ActionNames: call.actions,
    ResourceArns: call.resources,
    ContextEntries: entriesOf(call.context),
  };
  const results: EvaluationResult[] = [];
  for await (const { EvaluationResults = [] } of paginateSimulatePrincipalPolicy({ client }, input))
    results.push(...EvaluationResults);
  return results;
}

/**
 * `Invalid Input Actions: [a,b] and [c] require different authorization information`: IAM keeps actions of which it knows
 * the resources apart from others, by a list that it does not publish. Throws any other error, and this one where it names
 * nothing to part.
 */
function apartOf(error: Error, actions: string[]): string[][] {
  if (!/require different authorization information/.test(error.message)) throw error;
  const named = [...error.message.matchAll(/\[([^\]]*)\]/g)].map(([, list = '']) =>
    list.split(',').map((name) => name.trim().toLowerCase()),
  );
  const parts = named.map((names) => actions.filter((action) => names.includes(action.toLowerCase())));
  const rest = actions.filter((action) => !parts.flat().includes(action));
  const apart = [...parts, rest].filter(({ length }) => length > 0);
  if (apart.length < 2) throw error;
  return apart;
}

/** `aws:TagKeys` is the only key of those that are asked with that has several values. */
function entriesOf(context: RequestContext): ContextEntry[] {
  return Object.entries(context).map(([ContextKeyName, ContextKeyValues]) => ({
    ContextKeyName,
    ContextKeyType: ContextKeyName === 'aws:TagKeys' ? 'stringList' : 'string',
    ContextKeyValues,
  }));
}

/** What IAM says of one action on one object, and nothing counts as a no; of several objects it says it for each, and of all of them together besides. */
function refuserOf(results: EvaluationResult[], { action, resource }: Question): Refuser | undefined {
  const ofAction = results.filter(
    ({ EvalActionName = '' }) => EvalActionName.toLowerCase() === action.toLowerCase(),
  );
  const whole = ofAction.find(({ EvalResourceName }) => EvalResourceName === resource) ?? ofAction[0];
  const one = ofAction
    .flatMap(({ ResourceSpecificResults = [] }) => ResourceSpecificResults)
    .find(({ EvalResourceName }) => EvalResourceName === resource);
  const decision = one?.EvalResourceDecision ?? whole?.EvalDecision;
  if (decision === 'allowed') return undefined;
  const bounds = one?.PermissionsBoundaryDecisionDetail ?? whole?.PermissionsBoundaryDecisionDetail;
  if (whole?.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return 'organisation';
  if (bounds?.AllowedByPermissionsBoundary === false) return 'boundary';
  return decision === 'explicitDeny' ? 'own-deny' : 'own-policies';
}
