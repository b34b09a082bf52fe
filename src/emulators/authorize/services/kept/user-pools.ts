import { serviceLinkedRole } from '../../in-callers-name';
import { type Input, structuresAt, textAt, textsAt } from '../../input';
import { namedBy } from '../../named-by';
import type { FurtherNeed, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

/** Amazon Cognito user pools. */
export const userPools: ServiceRules = {
  prefix: 'cognito-idp',
  signedAs: ['cognito-idp'],
  protocol: 'json',
  named: namedBy('userpool', 'userpool/{}', 'UserPoolId'),
  tags: ({ input }) => ({ ...tagsIn(input, 'UserPoolTags'), ...tagsIn(input, 'Tags') }),
  further: ({ name, input }) => messages(name, input),
  tagsOf: async (ResourceArn, ask) => {
    const target = 'AWSCognitoIdentityProviderService.ListTagsForResource';
    const text = await ask('cognito-idp', { target, input: { ResourceArn } });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
};

/** docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-mfa-sms-text-message.html: the role is handed over. */
function messages(name: string, input: Input): FurtherNeed[] {
  const roles = /^(Create|Update)UserPool$/.test(name)
    ? structuresAt(input, 'SmsConfiguration').flatMap((one) => textsAt(one, 'SnsCallerArn'))
    : [];
  const context = { 'iam:passedtoservice': ['cognito-idp.amazonaws.com'] };
  const email = structuresAt(input, 'EmailConfiguration').some(
    (one) => textAt(one, 'SourceArn') !== undefined,
  );
  return [
    ...roles.map((part) => ({ action: 'iam:PassRole', part, context })),
    ...(email ? [serviceLinkedRole('email.cognito-idp.amazonaws.com')] : []),
  ];
}
