import type { JudgedCall } from '../../../../src/emulators/authorize/judge-call';
import type { Need } from '../../../../src/emulators/authorize/needs';
import { textsAt } from '../../../../src/emulators/authorize/input';
import { judge } from '../../../../src/emulators/iam/evaluate-policies';
import type { Statement } from '../../../../src/emulators/iam/policy-document';
import { matchesWildcard } from '../../../../src/emulators/iam/wildcard';
import { provisionerRole } from '../../../../src/local/roles/provisioner-role';

/** What the statements of a role allow, by the patterns of actions as they are written, each once. */
export function rightsIn(statements: readonly Statement[]): string[] {
  const allowing = statements.filter(({ Effect }) => Effect === 'Allow');
  return [...new Set(allowing.flatMap(({ Action = [] }) => Action))].sort();
}

/** The rights that no call needed. */
export function idleRights(statements: readonly Statement[], calls: readonly JudgedCall[]): string[] {
  const needed = neededIn(calls);
  return rightsIn(statements).filter((right) => !needed.some((action) => matchesWildcard(right, action)));
}

/** The actions that sessions of the provisioner's role needed, each once. */
export function neededIn(calls: readonly JudgedCall[]): string[] {
  return [...new Set(needsIn(calls).map(({ action }) => action))].sort();
}

function needsIn(calls: readonly JudgedCall[]): Need[] {
  const own = calls.filter(({ holder }) => holder?.kind === 'session' && holder.role === provisionerRole);
  return own.flatMap(({ needs }) => needs);
}

/** The actions about which IAM was asked before something was made. */
export function askedBefore(calls: readonly JudgedCall[]): Set<string> {
  const simulations = calls.filter(({ operation }) => operation.name === 'SimulatePrincipalPolicy');
  return new Set(simulations.flatMap(({ operation }) => textsAt(operation.input, 'ActionNames')));
}

/** The rights that are needed and without which no call would be refused, as another right allows the same. */
export function spareRights(statements: readonly Statement[], calls: readonly JudgedCall[]): string[] {
  const needs = needsIn(calls);
  const allows = (identity: readonly Statement[], need: Need) =>
    judge({ identity: [...identity], boundary: null }, need).decision === 'allowed';
  const decidable = needs.filter((need) => allows(statements, need));
  return rightsIn(statements).filter((right) => {
    const of = decidable.filter(({ action }) => matchesWildcard(right, action));
    const without = statements.map((one) => withoutRight(one, right));
    return of.length > 0 && of.every((need) => allows(without, need));
  });
}

function withoutRight(statement: Statement, right: string): Statement {
  if (statement.Effect !== 'Allow') return statement;
  return { ...statement, Action: (statement.Action ?? []).filter((one) => one !== right) };
}
