import { textsAt } from './input';
import type { NamedResource, Operation } from './service-rules';

type Named = (operation: Operation) => NamedResource[];

/**
 * Resources of a type that a call names by these parameters; `{}` in the part is the name. An ARN is not taken for a name:
 * resources named by ARN are found without this.
 */
export function namedBy(type: string, part: string, ...parameters: string[]): Named {
  return ({ input }) =>
    parameters
      .flatMap((parameter) => textsAt(input, parameter))
      .filter((name) => !name.startsWith('arn:'))
      .map((name) => ({ type, part: part.replace('{}', name) }));
}

/** All that these rules find. */
export function eachOf(...rules: Named[]): Named {
  return (operation) => rules.flatMap((rule) => rule(operation));
}

/** What a rule finds for these operations only. */
export function onlyFor(operations: string[], rule: Named): Named {
  return (operation) => (operations.includes(operation.name) ? rule(operation) : []);
}
