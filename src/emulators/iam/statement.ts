import { type ConditionTest, conditionTest } from './conditions';
import type { Statement } from './policy-document';
import type { Question } from './question';
import { resourcePattern, type TextTest } from './resource-pattern';
import { expressionOf } from './wildcard';

/** Whether action, resource and conditions of a statement fit a question; whom it names is not looked at. */
export function concerns(statement: Statement, { action, resource, context }: Question): boolean {
  const { isAction, isResource, holds } = testsOf(statement);
  return isAction(action.toLowerCase()) && isResource(resource, context) && holds(context);
}

/** Whether a statement says something about an action, on whatever resource. */
export function concernsAction(statement: Statement, action: string): boolean {
  return testsOf(statement).isAction(action.toLowerCase());
}

interface Tests {
  isAction: (lowerCase: string) => boolean;
  isResource: TextTest;
  holds: ConditionTest;
}

/** Statements live as long as their policy is kept, so do their tests. */
const kept = new WeakMap<Statement, Tests>();

function testsOf(statement: Statement): Tests {
  const tests = kept.get(statement) ?? {
    isAction: actionTest(statement),
    isResource: resourceTest(statement),
    holds: conditionTest(statement),
  };
  kept.set(statement, tests);
  return tests;
}

function actionTest({ Action, NotAction }: Statement): (lowerCase: string) => boolean {
  const names = (Action ?? NotAction ?? []).map((pattern) =>
    expressionOf([{ pattern: pattern.toLowerCase() }]),
  );
  const isListed = Action !== undefined;
  return (action) => names.some((name) => name.test(action)) === isListed;
}

/** A policy of a resource that names none means its own. */
function resourceTest({ Resource, NotResource, Principal, NotPrincipal, Version }: Statement): TextTest {
  const patterns = (Resource ?? NotResource)?.map((pattern) => resourcePattern(pattern, Version));
  const isListed = Resource !== undefined;
  if (!patterns) return () => Principal !== undefined || NotPrincipal !== undefined;
  return (resource, context) => patterns.some((isMeant) => isMeant(resource, context)) === isListed;
}
