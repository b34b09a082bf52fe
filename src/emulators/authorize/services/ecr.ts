import { type Input, textAt } from '../input';
import { tagging, usingKey } from '../in-callers-name';
import { namedBy } from '../named-by';
import type { FurtherNeed, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** Amazon ECR. */
export const ecr: ServiceRules = {
  prefix: 'ecr',
  signedAs: ['ecr'],
  protocol: 'json',
  named: namedBy('repository', 'repository/{}', 'repositoryName', 'repositoryNames'),
  tags: ({ input }) => tagsIn(input, 'tags'),
  further: ({ name, input }) =>
    name === 'CreateRepository' ? [...tagsOnCreate(input), ...keyOf(input)] : [],
};

function tagsOnCreate(input: Input): FurtherNeed[] {
  const part = `repository/${textAt(input, 'repositoryName')}`;
  return tagging('ecr:TagResource', part, { tags: tagsIn(input, 'tags') });
}

/** docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html: whoever creates a repository grants ECR its key. */
function keyOf(input: Input): FurtherNeed[] {
  const key = textAt((input['encryptionConfiguration'] ?? {}) as Input, 'kmsKey');
  const actions = ['kms:CreateGrant', 'kms:DescribeKey'];
  return key === undefined ? [] : usingKey('ecr', key, { actions });
}
