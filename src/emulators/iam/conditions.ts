import { type ConditionOperator, conditionOperator } from './operators/condition-operator';
import type { Statement } from './policy-document';
import type { PolicyVersion } from './policy-text';
import type { Context } from './question';

/** Whether the conditions of a statement hold in a context. */
export type ConditionTest = (context: Context) => boolean;

type Values = readonly string[];

/** Makes the test of a statement's conditions, all of which must hold; throws for an operator that IAM does not know. */
export function conditionTest({ Condition, Version }: Statement): ConditionTest {
  const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) =>
      keyTest(key.toLowerCase(), valuesTest(operator, wanted, Version)),
    ),
  );
  return (context) => tests.every((holds) => holds(context));
}

function keyTest(key: string, test: (given: Values, context: Context) => boolean): ConditionTest {
  return (context) => test(context.get(key) ?? [], context);
}

function valuesTest(name: string, wanted: Values, version: PolicyVersion) {
  if (name === 'Null')
    return (given: Values) => wanted.some((one) => one.toLowerCase() === String(isNull(given)));
  const named = conditionOperator(name);
  if (!named) throw new Error(`'${name}' is not an IAM condition operator`);
  const comparisons = wanted.map((one) => named.operator(one, version));
  return (given: Values, context: Context) => {
    const fits = (value: string) => comparisons.some((holds) => holds(value, context)) !== named.isNegated;
    return holdsFor(given, fits, named);
  };
}

/** What a missing key and several values mean: "Set operators for multivalued context keys" of AWS's user guide. */
function holdsFor(
  given: Values,
  fits: (value: string) => boolean,
  { isNegated, ifExists, set }: ConditionOperator,
): boolean {
  if (given.length === 0 && ifExists) return true;
  if (set === 'ForAllValues') return isNull(given) || given.every(fits);
  if (set === 'ForAnyValue') return !isNull(given) && given.some(fits);
  return isNegated ? given.every(fits) : given.some(fits);
}

/** A key that is not there, or whose values are all empty. */
function isNull(given: Values): boolean {
  return given.every((value) => value === '');
}
