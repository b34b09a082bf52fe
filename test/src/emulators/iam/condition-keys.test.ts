import { conditionKeysOf } from '../../../../src/emulators/iam/condition-keys';
import { parsePolicy } from '../../../../src/emulators/iam/policy-document';

const policy = (Version: string) =>
  parsePolicy(
    JSON.stringify({
      Version,
      Statement: [
        {
          Effect: 'Allow',
          Action: 'ec2:Delete*',
          Resource: 'arn:aws:ec2:*:*:vpc/${aws:PrincipalTag/Team}',
          Condition: {
            StringEquals: { 'aws:ResourceTag/Team': "${aws:PrincipalTag/Unit, 'none'}" },
            StringLike: { 'ec2:Region': ['eu-*', '${*}'] },
          },
        },
        {
          Effect: 'Deny',
          NotAction: 'iam:*',
          NotResource: '*',
          Condition: { Null: { 'aws:TokenIssueTime': 'true' } },
        },
        {
          Effect: 'Allow',
          Action: 's3:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        },
      ],
    }),
  );

describe('conditionKeysOf', () => {
  it('lists keys and variables of the statements about an action, in lower case', () => {
    expect(conditionKeysOf(policy('2012-10-17'), 'EC2:deleteVpc')).toEqual([
      'aws:resourcetag/team',
      'ec2:region',
      'aws:principaltag/team',
      'aws:principaltag/unit',
      'aws:tokenissuetime',
    ]);
    expect(conditionKeysOf(policy('2012-10-17'), 'iam:GetRole')).toEqual([]);
  });

  it('lists no variables where the version of the document has none', () => {
    expect(conditionKeysOf(policy('2008-10-17'), 'ec2:DeleteVpc')).toEqual([
      'aws:resourcetag/team',
      'ec2:region',
      'aws:tokenissuetime',
    ]);
  });
});
