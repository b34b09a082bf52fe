import { matchesWildcard } from './wildcard';

/** The context of a request: condition keys in lower case, because IAM ignores their case, with their values. */
export type Context = ReadonlyMap<string, readonly string[]>;

type Test = (wanted: string, given: string) => boolean;

const same: Test = (wanted, given) => wanted === given;
const alike: Test = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();

/** IAM takes wildcards in ArnEquals too. */
const tests: Record<string, Test> = {
  StringEquals: same,
  StringEqualsIgnoreCase: alike,
  StringLike: matchesWildcard,
  ArnEquals: matchesWildcard,
  ArnLike: matchesWildcard,
  Bool: alike,
};

interface Operator {
  test: Test;
  /** `StringNotEquals` and its like: true where none of the wanted values is given. */
  negated: boolean;
  ifExists: boolean;
  quantifier: string | undefined;
}

/** Whether every condition of a statement holds; throws for an operator that is not simulated here. */
export function holds(condition: Record<string, Record<string, string[]>>, context: Context): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holdsFor(operator, wanted, context.get(key.toLowerCase()))),
  );
}

function holdsFor(name: string, wanted: string[], given: readonly string[] | undefined): boolean {
  if (name === 'Null') return wanted.includes(String(given === undefined));
  const { test, negated, ifExists, quantifier } = parseOperator(name);
  if (given === undefined) return ifExists || negated || quantifier === 'ForAllValues';
  const fits = (value: string) => wanted.some((one) => test(one, value)) !== negated;
  return quantifier === 'ForAnyValue' || (quantifier === undefined && !negated)
    ? given.some(fits)
    : given.every(fits);
}

function parseOperator(name: string): Operator {
  const [, quantifier, operator = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const negated = /^(String|Arn)Not/.test(operator);
  const test = tests[operator.replace(/^(String|Arn)Not/, '$1')];
  if (!test) throw new Error(`The condition operator '${name}' is not simulated here`);
  return { test, negated, ifExists: ifExists !== undefined, quantifier };
}
