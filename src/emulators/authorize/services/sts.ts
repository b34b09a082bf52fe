import type { ServiceRules } from '../service-rules';
import { textAt } from '../input';
import { tagsIn } from '../tags';

/** AWS STS. Whoever has a key may ask whose it is (docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html). */
export const sts: ServiceRules = {
  prefix: 'sts',
  signedAs: ['sts'],
  protocol: 'query',
  actions: ({ name }) => (name === 'GetCallerIdentity' ? [] : undefined),
  // What is assumed is a role of IAM's, named in full.
  arn: (_place, part) => part,
  named: ({ input }) => valueOf(textAt(input, 'RoleArn')).map((part) => ({ type: 'role', part })),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  context: {
    'sts:externalid': ({ input }) => valueOf(textAt(input, 'ExternalId')),
    'sts:rolesessionname': ({ input }) => valueOf(textAt(input, 'RoleSessionName')),
  },
};

const valueOf = (text: string | undefined) => (text === undefined ? [] : [text]);
