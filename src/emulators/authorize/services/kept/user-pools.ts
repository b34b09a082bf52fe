import type { Input } from '../../input';
import { namedBy } from '../../named-by';
import type { ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

/** Amazon Cognito user pools. */
export const userPools: ServiceRules = {
  prefix: 'cognito-idp',
  signedAs: ['cognito-idp'],
  protocol: 'json',
  named: namedBy('userpool', 'userpool/{}', 'UserPoolId'),
  tags: ({ input }) => ({ ...tagsIn(input, 'UserPoolTags'), ...tagsIn(input, 'Tags') }),
  tagsOf: async (ResourceArn, ask) => {
    const target = 'AWSCognitoIdentityProviderService.ListTagsForResource';
    const text = await ask('cognito-idp', { target, input: { ResourceArn } });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
};
