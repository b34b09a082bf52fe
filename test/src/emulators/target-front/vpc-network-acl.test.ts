import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeTagsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { ownersKey, startOwnedFront } from '../../../support/aws/owned-front';
import type { Front } from '../../../../src/emulators/front/start-front';
import { type HubBuckets, startHubBuckets } from '../../../support/aws/hub-buckets';

let emulator: HubBuckets;
let front: Front;
let ec2: EC2Client;

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  ec2 = new EC2Client({ endpoint: front.url, region: 'us-east-1', credentials: ownersKey, maxAttempts: 1 });
});
afterAll(async () => {
  ec2.destroy();
  await front.close();
  await emulator.close();
});

const Tags = [
  { Key: 'idp:managed', Value: 'true' },
  { Key: 'Name', Value: 'adopted' },
];

/** What EC2 makes with every VPC, each by its id. */
async function defaultsOf(vpc: string): Promise<string[]> {
  const Filters = [{ Name: 'vpc-id', Values: [vpc] }];
  const [acls, groups, tables] = await Promise.all([
    ec2.send(new DescribeNetworkAclsCommand({ Filters })),
    ec2.send(new DescribeSecurityGroupsCommand({ Filters })),
    ec2.send(new DescribeRouteTablesCommand({ Filters })),
  ]);
  return [
    ...(acls.NetworkAcls ?? []).map(({ NetworkAclId = '' }) => NetworkAclId),
    ...(groups.SecurityGroups ?? []).map(({ GroupId = '' }) => GroupId),
    ...(tables.RouteTables ?? []).map(({ RouteTableId = '' }) => RouteTableId),
  ];
}

async function tagsOn(Values: string[]): Promise<number> {
  const Filters = [{ Name: 'resource-id', Values }];
  return (await ec2.send(new DescribeTagsCommand({ Filters }))).Tags?.length ?? 0;
}

async function makeAdoptedVpc(CidrBlock: string): Promise<{ VpcId: string; defaults: string[] }> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  const VpcId = Vpc?.VpcId ?? '';
  const defaults = await defaultsOf(VpcId);
  await ec2.send(new CreateTagsCommand({ Resources: defaults, Tags }));
  return { VpcId, defaults };
}

describe('a VPC that is deleted on the emulator', () => {
  it('takes its default network ACL, security group and route table along, with their tags', async () => {
    const { VpcId, defaults } = await makeAdoptedVpc('10.60.0.0/16');
    const other = await makeAdoptedVpc('10.61.0.0/16');
    const before = await tagsOn(defaults);

    await ec2.send(new DeleteVpcCommand({ VpcId }));

    expect(defaults).toHaveLength(3);
    expect(before).toBe(6);
    expect(await defaultsOf(VpcId)).toEqual([]);
    expect(await tagsOn(defaults)).toBe(0);
    expect(await defaultsOf(other.VpcId)).toEqual(other.defaults);
    expect(await tagsOn(other.defaults)).toBe(6);
  });

  it('keeps them all where EC2 refuses to delete it', async () => {
    const { VpcId, defaults } = await makeAdoptedVpc('10.62.0.0/16');
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.62.0.0/24' }));

    await expect(ec2.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({
      name: 'DependencyViolation',
    });

    expect(await defaultsOf(VpcId)).toEqual(defaults);
    expect(await tagsOn(defaults)).toBe(6);
    await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    expect(await defaultsOf(VpcId)).toEqual([]);
  });

  it('leaves nobody to ask for its network ACL, by the name that EC2 has for that', async () => {
    const { VpcId, defaults } = await makeAdoptedVpc('10.63.0.0/16');
    await ec2.send(new DeleteVpcCommand({ VpcId }));

    const asked = ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [defaults[0] ?? ''] }));

    await expect(asked).rejects.toMatchObject({ name: 'InvalidNetworkAclID.NotFound' });
  });
});
