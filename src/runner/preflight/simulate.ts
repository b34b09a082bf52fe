import {
  type ContextEntry,
  type EvaluationResult,
  type IAMClient,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import type { Question } from './planned-questions';

/** Which policy does not let a call through: one of the role's own that denies it, or the first that does not allow it. */
export type Refuser = 'own-deny' | 'own-policies' | 'boundary' | 'organisation';

/** A question that IAM answers with no. */
export interface Refused extends Question {
  by: Refuser;
}

/** Asks IAM what the principal may do, side by side, and returns the questions that it does not allow. */
export async function findRefused(
  client: IAMClient,
  principal: string,
  questions: Question[],
): Promise<Refused[]> {
  const batches = batchesOf(questions);
  const refused = await Promise.all(batches.map((batch) => refusedIn(client, principal, batch)));
  return refused.flat();
}

/** What one call asks: each action on each resource, in one context. */
interface Batch {
  actions: string[];
  resources: string[];
  questions: Question[];
}

/** One call for all actions on the same object, and one for all objects of the same actions. */
function batchesOf(questions: Question[]): Batch[] {
  const byObject = groupBy(questions, ({ resource, context }) => JSON.stringify([resource, context]));
  const byActions = groupBy(byObject, (group) => {
    const actions = group.map(({ action }) => action).sort();
    // IAM takes no '*' beside ARNs.
    return JSON.stringify([actions, group[0]?.context, group[0]?.resource === '*']);
  });
  return byActions.map((groups) => batchOf(groups.flat()));
}

function batchOf(questions: Question[]): Batch {
  const distinct = (names: string[]) => [...new Set(names)];
  return {
    actions: distinct(questions.map(({ action }) => action)),
    resources: distinct(questions.map(({ resource }) => resource)),
    questions,
  };
}

function groupBy<Item>(items: Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

/** The questions of a batch that are not allowed; what IAM says nothing about is not. */
async function refusedIn(client: IAMClient, principal: string, batch: Batch): Promise<Refused[]> {
  const results = await resultsOf(client, principal, batch);
  return batch.questions.flatMap((question) => {
    const by = refuserOf(results, question);
    return by === undefined ? [] : [{ ...question, by }];
  });
}

/** All results of a batch; IAM says which of its actions it takes in one call only, and those are then asked apart. */
async function resultsOf(client: IAMClient, principal: string, batch: Batch): Promise<EvaluationResult[]> {
  try {
    return await simulate(client, principal, batch);
  } catch (error) {
    const parts = apartOf(error as Error, batch.actions);
    const results = await Promise.all(
      parts.map((actions) => resultsOf(client, principal, { ...batch, actions })),
    );
    return results.flat();
  }
}

async function simulate(client: IAMClient, principal: string, batch: Batch): Promise<EvaluationResult[]> {
  const input = {
    PolicySourceArn: principal,
    ActionNames: batch.actions,
    ResourceArns: batch.resources,
    ContextEntries: entriesOf(batch.questions[0]),
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
function entriesOf(question: Question | undefined): ContextEntry[] {
  return Object.entries(question?.context ?? {}).map(([ContextKeyName, ContextKeyValues]) => ({
    ContextKeyName,
    ContextKeyType: ContextKeyName === 'aws:TagKeys' ? 'stringList' : 'string',
    ContextKeyValues,
  }));
}

/** What IAM says of one action on one object; of several objects it says it for each, and of all of them together besides. */
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
