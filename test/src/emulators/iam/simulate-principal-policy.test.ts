import type { PolicySet } from '../../../../src/emulators/iam/evaluate-policies';
import { simulationReply } from '../../../../src/emulators/iam/iam-reply';
import { simulatePrincipalPolicy } from '../../../../src/emulators/iam/simulate-principal-policy';
import type { Statement } from '../../../../src/emulators/iam/policy-document';
import { parseIdentityPolicy } from '../../../../src/emulators/iam/policy-kinds';

const role = 'arn:aws:iam::123456789012:role/maker';
const bucket = (name: string) => `arn:aws:s3:::${name}`;
const statement = (Effect: string, Action: string[], Resource: string[]): Statement => {
  const parsed = parseIdentityPolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource }] }),
  );
  return parsed[0] as Statement;
};
const allow = (Action: string[], Resource = ['*']) => statement('Allow', Action, Resource);
const self = allow(['iam:SimulatePrincipalPolicy']);

/** What IAM writes, asked about these actions on these resources. */
async function xmlOf(
  policies: Partial<PolicySet>,
  { actions, resources = [], more = {} }: { actions: string[]; resources?: string[]; more?: object },
): Promise<string> {
  const form = new URLSearchParams({ PolicySourceArn: role, ...more });
  for (const [at, action] of actions.entries()) form.set(`ActionNames.member.${at + 1}`, action);
  for (const [at, resource] of resources.entries()) form.set(`ResourceArns.member.${at + 1}`, resource);
  const all = { identity: [self], boundary: null, ...policies };
  return simulationReply(await simulatePrincipalPolicy(form, () => Promise.resolve(all))).xml;
}

const texts = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);

describe('a simulation as IAM writes it', () => {
  it('says of several resources what holds for each, and above them the most restrictive of it', async () => {
    const identity = [self, allow(['s3:GetBucketAcl'], [bucket('ours')])];

    const xml = await xmlOf(
      { identity },
      { actions: ['s3:GetBucketAcl'], resources: [bucket('ours'), bucket('theirs')] },
    );

    expect(texts(xml, 'EvalActionName')).toEqual(['s3:GetBucketAcl']);
    expect(texts(xml, 'EvalDecision')).toEqual(['implicitDeny']);
    expect(texts(xml, 'EvalResourceName')).toEqual(['*', bucket('ours'), bucket('theirs')]);
    expect(texts(xml, 'EvalResourceDecision')).toEqual(['allowed', 'implicitDeny']);
  });

  it('says whether boundary and organization let it through, and nothing of those that are not there', async () => {
    const identity = [self, allow(['s3:*'])];
    const limits = { boundary: [self, allow(['s3:Get*'])], organization: [[allow(['s3:List*'])]] };
    const asked = { actions: ['s3:GetBucketAcl'], resources: [bucket('ours')] };

    const unlimited = await xmlOf({ identity }, asked);
    const limited = await xmlOf(
      { identity, boundary: limits.boundary, organization: [[allow(['*'])], [allow(['iam:*', 's3:List*'])]] },
      asked,
    );

    expect(unlimited).not.toMatch(/DecisionDetail/);
    expect(texts(limited, 'AllowedByPermissionsBoundary')).toEqual(['true', 'true']);
    expect(texts(limited, 'AllowedByOrganizations')).toEqual(['false']);
    expect(texts(limited, 'EvalDecision')).toEqual(['implicitDeny']);
  });

  it('counts actions into pages, whatever the number of resources', async () => {
    const asked = {
      actions: ['s3:GetBucketAcl', 's3:GetBucketTagging', 's3:ListBucket'],
      resources: [bucket('a'), bucket('b')],
    };

    const first = await xmlOf({}, { ...asked, more: { MaxItems: '2' } });
    const second = await xmlOf({}, { ...asked, more: { MaxItems: '2', Marker: '2' } });

    expect(texts(first, 'EvalActionName')).toEqual(['s3:GetBucketAcl', 's3:GetBucketTagging']);
    expect(texts(first, 'Marker')).toEqual(['2']);
    expect(texts(second, 'EvalActionName')).toEqual(['s3:ListBucket']);
    expect(texts(second, 'IsTruncated')).toEqual(['false']);
  });

  it.each([
    ['ResourceNames are not in a valid ARN format: *.', ['s3:ListBucket'], [bucket('a'), '*']],
    ['ResourceNames are not in a valid ARN format: all of it.', ['s3:ListBucket'], ['all of it']],
    [
      'Invalid Input Actions: [iam:PassRole] and [sts:AssumeRole] require different authorization information.',
      ['iam:PassRole', 'sts:AssumeRole'],
      [role],
    ],
  ])('refuses as IAM does: %s', async (message, actions, resources) => {
    await expect(xmlOf({}, { actions, resources })).rejects.toMatchObject({ type: 'InvalidInput', message });
  });

  it('takes any actions together where it is asked about no resource', async () => {
    const xml = await xmlOf({}, { actions: ['iam:PassRole', 'sts:AssumeRole'] });

    expect(texts(xml, 'EvalActionName')).toEqual(['iam:PassRole', 'sts:AssumeRole']);
  });
});
