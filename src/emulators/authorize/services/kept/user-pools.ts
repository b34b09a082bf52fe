import { serviceLinkedRole, tagging } from '../../in-callers-name';
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
  further: ({ name, input }) => [...tagsOnCreate(name, input), ...messages(name, input)],
  // The emulator has no call that lists them alone.
  tagsOf: async (arn, ask) => {
    const target = 'AWSCognitoIdentityProviderService.DescribeUserPool';
    const input = { UserPoolId: arn.split('/').at(-1) };
    const text = await ask('cognito-idp', { target, input });
    const [pool] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'UserPool');
    return pool ? tagsIn(pool, 'UserPoolTags') : {};
  },
};

/** Tags are a right of their own, also of what is being made (aws-samples/aws-saas-factory-bootcamp#58). */
function tagsOnCreate(name: string, input: Input): FurtherNeed[] {
  return name === 'CreateUserPool'
    ? tagging('cognito-idp:TagResource', '*', { tags: tagsIn(input, 'UserPoolTags') })
    : [];
}

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
