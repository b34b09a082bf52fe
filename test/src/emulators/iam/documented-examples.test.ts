import { conditionTest } from '../../../../src/emulators/iam/conditions';
import { parsePolicy } from '../../../../src/emulators/iam/policy-document';
import { accounts } from './documented/accounts';
import { boundaries } from './documented/boundaries';
import { type ConditionExample, conditions } from './documented/conditions';
import { allow, contextOf, documentOf, type Example, verdictOn } from './documented/example';
import { keyConditions } from './documented/key-conditions';
import { limits } from './documented/limits';
import { patterns } from './documented/patterns';
import { principals } from './documented/principals';
import { trust } from './documented/trust';

describe("the examples of AWS's user guide", () => {
  it.each<Example>([...accounts, ...boundaries, ...limits, ...patterns, ...principals, ...trust])(
    '$page: $says: $verdict',
    (example) => {
      expect(verdictOn(example)).toBe(example.verdict);
    },
  );

  it.each<ConditionExample>(
    [...conditions, ...keyConditions].map((row) => {
      return { page: 'reference_policies_elements_condition_operators', ...row };
    }),
  )('$page: $says: $result', ({ condition, context, result }) => {
    const statements = parsePolicy(documentOf(allow('*', '*', { Condition: condition })));

    const [matches] = statements.map((statement) => conditionTest(statement)(contextOf(context)));

    expect(matches).toBe(result === 'Match');
  });
});
