import { type Context, holds } from './conditions';
import type { Statement } from './policy-document';
import { matchesWildcard } from './wildcard';

/** What is asked: an action such as `rds:DeleteDBInstance` on the ARN of an object, or on `*`. */
export interface Question {
  action: string;
  resource: string;
  context: Context;
}

/** The statements of an identity's own policies, and those of its boundary where it has one. */
export interface PolicySet {
  identity: Statement[];
  boundary: Statement[] | null;
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** Decides as IAM does: a deny anywhere wins, and what is allowed must be so by the identity and by its boundary. */
export function evaluatePolicies({ identity, boundary }: PolicySet, question: Question): Decision {
  const applies = (statement: Statement) => concerns(statement, question);
  const denies = [...identity, ...(boundary ?? [])].filter(({ Effect }) => Effect === 'Deny');
  if (denies.some(applies)) return 'explicitDeny';
  const allows = (statements: Statement[]) =>
    statements.some((statement) => statement.Effect === 'Allow' && applies(statement));
  return allows(identity) && (boundary === null || allows(boundary)) ? 'allowed' : 'implicitDeny';
}

function concerns(statement: Statement, { action, resource, context }: Question): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const isAction = (pattern: string) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string) => matchesWildcard(pattern, resource);
  return (
    listed(isAction, Action, NotAction) &&
    listed(isResource, Resource, NotResource) &&
    holds(Condition, context)
  );
}

/** In `these`, or where a statement says it the other way round, in none of `others`. */
function listed(fits: (pattern: string) => boolean, these?: string[], others?: string[]): boolean {
  if (these) return these.some(fits);
  return others !== undefined && !others.some(fits);
}
