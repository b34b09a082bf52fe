import type { Ask } from '../../../../src/emulators/authorize/ask';
import { needsOf } from '../../../../src/emulators/authorize/needs';
import { readOperation, rulesFor } from '../../../../src/emulators/authorize/read-operation';
import { ResourceTags } from '../../../../src/emulators/authorize/resource-tags';
import type { Call } from '../../../../src/emulators/front/call';

const place = { region: 'eu-west-1', account: '123456789012' };
const group = 'arn:aws:eks:eu-west-1:123456789012:nodegroup/one/spot/5f1c';

/** What an emulator answers, by the service and what it is asked for. */
const answers: Record<string, string> = {
  'eks /clusters/one/node-groups/spot': JSON.stringify({ nodegroup: { nodegroupArn: group } }),
  [`eks /tags/${encodeURIComponent(group)}`]: '{"tags":{"idp:managed":"true"}}',
  'elasticache ListTagsForResource':
    '<TagList><Tag><Key>idp:managed</Key><Value>true</Value></Tag></TagList>',
  [`backup /tags/${encodeURIComponent('arn:aws:backup:eu-west-1:1:backup-vault:one')}/`]:
    '{"Tags":{"idp:managed":"true"}}',
  [`cloudfront /2020-05-31/tagging?Resource=${encodeURIComponent('arn:aws:cloudfront::1:distribution/E1')}`]:
    '<Tags><Items><Tag><Key>idp:managed</Key><Value>true</Value></Tag></Items></Tags>',
  [`ses /v2/email/tags?ResourceArn=${encodeURIComponent('arn:aws:ses:eu-west-1:1:identity/a.b')}`]:
    '{"Tags":[{"Key":"idp:managed","Value":"true"}]}',
  [`lambda /2017-03-31/tags/${encodeURIComponent('arn:aws:lambda:eu-west-1:1:function:one')}`]:
    '{"Tags":{"idp:managed":"true"}}',
  'cognito-idp AWSCognitoIdentityProviderService.DescribeUserPool':
    '{"UserPool":{"UserPoolTags":{"idp:managed":"true"}}}',
};
const ask: Ask = (service, call) => {
  const what = 'path' in call ? call.path : 'form' in call ? call.form['Action'] : call.target;
  return Promise.resolve(answers[`${service} ${what}`] ?? '');
};

/** What IAM asks for a call of EKS, completed by what the emulator has. */
async function asked(method: string, path: string): Promise<string[]> {
  const authorization = `AWS4-HMAC-SHA256 Credential=K/20260101/${place.region}/eks/aws4_request, SignedHeaders=host, Signature=0`;
  const call: Call = { method, path, headers: { authorization }, body: Buffer.alloc(0) };
  const rules = rulesFor(call);
  const operation = readOperation(call, rules);
  const whole = (await rules.completed?.(operation, ask)) ?? operation;
  return (await needsOf(whole, rules, place)).map(({ action, resource }) => `${action} ${resource}`);
}

describe('what is in a cluster of EKS', () => {
  it('is judged by its ARN, whose end EKS makes up', async () => {
    expect(await asked('DELETE', '/clusters/one/node-groups/spot')).toEqual([`eks:DeleteNodegroup ${group}`]);
  });

  it('is judged by what the call knows of it where it does not exist', async () => {
    expect(await asked('DELETE', '/clusters/one/addons/vpc-cni')).toEqual([
      'eks:DeleteAddon arn:aws:eks:eu-west-1:123456789012:addon/one/*',
    ]);
  });
});

describe('the tags by which policies judge', () => {
  it.each([
    group,
    'arn:aws:elasticache:eu-west-1:1:replicationgroup:one',
    'arn:aws:backup:eu-west-1:1:backup-vault:one',
    'arn:aws:cloudfront::1:distribution/E1',
    'arn:aws:ses:eu-west-1:1:identity/a.b',
    'arn:aws:lambda:eu-west-1:1:function:one',
    'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_a',
  ])('are those of %s', async (arn) => {
    expect(await new ResourceTags(ask).of(arn)).toEqual({ 'idp:managed': 'true' });
  });

  it('are none of what does not exist', async () => {
    expect(await new ResourceTags(ask).of('arn:aws:eks:eu-west-1:1:cluster/none')).toEqual({});
  });
});
