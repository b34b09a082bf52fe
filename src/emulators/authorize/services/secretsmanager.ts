import { textAt } from '../input';
import { tagging } from '../in-callers-name';
import { namedBy } from '../named-by';
import type { FurtherNeed, Operation, ServiceRules } from '../service-rules';
import { tagsIn, tagsInJson } from '../tags';

/** AWS Secrets Manager puts six characters of its own behind a secret's name, of which a call by name knows none. */
const named = namedBy('Secret', 'secret:{}-??????', 'Name', 'SecretId');

/** AWS Secrets Manager. */
export const secretsManager: ServiceRules = {
  prefix: 'secretsmanager',
  signedAs: ['secretsmanager'],
  protocol: 'json',
  named,
  tags: ({ input }) => tagsIn(input, 'Tags'),
  context: {
    'secretsmanager:name': ({ input }) => [textAt(input, 'Name') ?? ''],
    'secretsmanager:rotationlambdaarn': ({ input }) => [textAt(input, 'RotationLambdaARN') ?? ''],
  },
  tagsOf: async (arn, ask) => {
    // Without the characters behind it, a secret is found by its name.
    const input = { SecretId: arn.endsWith('-??????') ? arn.replace(/^.*:secret:|-\?+$/g, '') : arn };
    return tagsInJson(await ask('secretsmanager', { target: 'secretsmanager.DescribeSecret', input }));
  },
  further: (operation) => [...tagsOnCreate(operation), ...functionOf(operation)],
};

/** "To add tags you need secretsmanager:TagResource": the API's page of CreateSecret. */
function tagsOnCreate(operation: Operation): FurtherNeed[] {
  if (operation.name !== 'CreateSecret') return [];
  const tags = tagsIn(operation.input, 'Tags');
  return named(operation).flatMap(({ part }) => tagging('secretsmanager:TagResource', part, { tags }));
}

/** "You also need lambda:InvokeFunction permissions on the rotation function": the API's page of RotateSecret. */
function functionOf({ name, input }: Operation): FurtherNeed[] {
  const part = textAt(input, 'RotationLambdaARN');
  return name === 'RotateSecret' && part !== undefined ? [{ action: 'lambda:InvokeFunction', part }] : [];
}
