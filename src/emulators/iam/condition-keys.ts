import type { Statement } from './policy-document';
import { variablesIn } from './policy-text';
import { concernsAction } from './statement';

/** The condition keys, in lower case, that statements about an action look at, in conditions and as variables. */
export function conditionKeysOf(statements: readonly Statement[], action: string): string[] {
  const concerned = statements.filter((statement) => concernsAction(statement, action));
  return [...new Set(concerned.flatMap(keysIn))];
}

function keysIn({ Resource, NotResource, Condition, Version }: Statement): string[] {
  const conditions = Object.values(Condition).flatMap((keys) => Object.entries(keys));
  const texts = [...(Resource ?? NotResource ?? []), ...conditions.flatMap(([, values]) => values)];
  const variables = texts.flatMap((text) => variablesIn(text, Version)).map(({ key }) => key);
  return [...conditions.map(([key]) => key.toLowerCase()), ...variables];
}
