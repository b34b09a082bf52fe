import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { listNamed, listTagged } from '../../../../src/local/demo/ask-emulator';
import { credentials, region } from '../../../../src/local/hub';
import { startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';

const life = { name: 'shop', id: '01JD3V8K2N7Q4R5S6T7V8W9XYZ' };

describe('asking the emulator', () => {
  let emulator: HubBuckets;

  beforeAll(async () => {
    emulator = await startHubBuckets();
  });
  afterAll(() => emulator?.close());

  it('lists what carries the tag of one life, and of no other', async () => {
    const ec2 = new EC2Client({ endpoint: emulator.url, region, credentials });
    const [mine] = await Promise.all([life.id, 'another'].map((id) => makeVpc(ec2, id)));
    ec2.destroy();

    expect(await listTagged(emulator.url, life)).toEqual([expect.stringMatching(`${mine}$`)]);
  });

  it('lists roles by the name that the life gave them, tagged or not', async () => {
    await makeRole(emulator.url, 'idp-shop-0a1b2c3d-task');
    await makeRole(emulator.url, 'idp-shopping-0a1b2c3d-task');

    const listings = await listNamed(emulator.url, life);

    expect(listings).toContainEqual({ what: 'IAM roles', names: ['idp-shop-0a1b2c3d-task'] });
    expect(listings).toContainEqual({ what: 'database snapshots', names: [] });
  });
});

async function makeVpc(ec2: EC2Client, id: string): Promise<string> {
  const tags = [{ Key: 'idp:environment-id', Value: id }];
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: tags }];
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16', TagSpecifications }));
  return Vpc?.VpcId ?? '';
}

async function makeRole(url: string, RoleName: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
    }),
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=x/20000101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none',
    },
  });
  if (!response.ok) throw new Error(await response.text());
}
