import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { Front } from '../../../../../src/emulators/front/start-front';
import { type HubBuckets, startHubBuckets } from '../../../../support/aws/hub-buckets';
import { ownersKey, startOwnedFront } from '../../../../support/aws/owned-front';
import { queryCall, signedCall } from '../../../../support/emulated/signed-call';

let emulator: HubBuckets;
let front: Front;
let subnet = '';

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  const ec2 = new EC2Client({ endpoint: front.url, region: 'us-east-1', credentials: ownersKey });
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const place = { VpcId: Vpc?.VpcId, CidrBlock: '10.0.1.0/24' };
  subnet = (await ec2.send(new CreateSubnetCommand(place))).Subnet?.SubnetId ?? '';
  ec2.destroy();
});
afterAll(async () => {
  await front.close();
  await emulator.close();
});

/** One call of ElastiCache: its answer, or the code of its refusal. */
async function cache(Action: string, form: Record<string, string> = {}): Promise<string> {
  const call = queryCall('elasticache', { Action, Version: '2015-02-02', ...form });
  const { status, text, code } = await signedCall(front.url, call);
  return status < 300 ? text : `${code}`;
}

const group = {
  ReplicationGroupId: 'One',
  ReplicationGroupDescription: 'Carts & more',
  Engine: 'valkey',
  EngineVersion: '8.0',
  NumCacheClusters: '2',
  AutomaticFailoverEnabled: 'true',
  CacheSubnetGroupName: 'nets',
  CacheParameterGroupName: 'own',
  'SecurityGroupIds.SecurityGroupId.1': 'sg-1',
  'SecurityGroupIds.SecurityGroupId.2': 'sg-2',
};
const nets = { CacheSubnetGroupName: 'nets', CacheSubnetGroupDescription: 'In two zones' };
const own = { CacheParameterGroupName: 'own' };
const id = { ReplicationGroupId: 'one' };

describe('a replication group on the emulator', () => {
  it('needs its groups, has members, is changed, and frees its groups when it is gone', async () => {
    const early = await cache('CreateReplicationGroup', group);
    await cache('CreateCacheSubnetGroup', { ...nets, 'SubnetIds.SubnetIdentifier.1': subnet });
    const halfway = await cache('CreateReplicationGroup', group);
    await cache('CreateCacheParameterGroup', {
      ...own,
      CacheParameterGroupFamily: 'valkey8',
      Description: 'Own',
    });
    await cache('CreateReplicationGroup', group);
    const twice = await cache('CreateReplicationGroup', group);
    const change = { 'SecurityGroupIds.SecurityGroupId.1': 'sg-3', SnapshotRetentionLimit: '7' };
    await cache('ModifyReplicationGroup', { ...id, ...change });

    expect([early, halfway, twice]).toEqual([
      'CacheSubnetGroupNotFoundFault',
      'CacheParameterGroupNotFound',
      'ReplicationGroupAlreadyExists',
    ]);
    expect(await cache('DescribeReplicationGroups', id)).toMatch(
      /<Description>Carts &amp; more<.*<ClusterId>one-001<.*<ClusterId>one-002<.*<AutomaticFailover>enabled<.*<SnapshotRetentionLimit>7</,
    );
    const member = await cache('DescribeCacheClusters', { CacheClusterId: 'one-002' });
    expect(member).toMatch(
      /<EngineVersion>8\.0\.0<.*<CacheParameterGroupName>own<.*<CacheSubnetGroupName>nets</,
    );
    expect(member.match(/sg-\d/g)).toEqual(['sg-3']);
    expect(await cache('DeleteCacheSubnetGroup', nets)).toBe('CacheSubnetGroupInUse');
    expect(await cache('DeleteCacheParameterGroup', own)).toBe('InvalidCacheParameterGroupState');
    expect(await cache('DeleteReplicationGroup', id)).toContain('<Status>deleting<');
    expect(await cache('DescribeReplicationGroups', id)).toBe('ReplicationGroupNotFoundFault');
    expect(await cache('DescribeCacheClusters', { CacheClusterId: 'one-001' })).toBe('CacheClusterNotFound');
    expect(await cache('DeleteCacheSubnetGroup', nets)).toContain('DeleteCacheSubnetGroupResult');
    expect(await cache('DeleteCacheParameterGroup', own)).toContain('DeleteCacheParameterGroupResult');
    expect(await cache('DescribeCacheSubnetGroups', nets)).toBe('CacheSubnetGroupNotFoundFault');
  });

  it('has shards, each with its replicas, where it is clustered', async () => {
    await cache('CreateReplicationGroup', {
      ReplicationGroupId: 'wide',
      ReplicationGroupDescription: 'Wide',
      NumNodeGroups: '2',
      ReplicasPerNodeGroup: '1',
    });
    const described = await cache('DescribeReplicationGroups', { ReplicationGroupId: 'wide' });

    expect(described.match(/<ClusterId>(.*?)</g)?.length).toBe(4);
    expect(described).toContain('<ClusterId>wide-0002-002<');
    expect(described).toMatch(/<ConfigurationEndpoint>.*<ClusterEnabled>true</);
  });
});

it('a cluster of its own is gone when it is deleted', async () => {
  const one = { CacheClusterId: 'plain' };
  await cache('CreateCacheCluster', { ...one, Engine: 'memcached', NumCacheNodes: '2' });

  const described = await cache('DescribeCacheClusters', one);
  expect(described.match(/<CacheNode>/g)?.length).toBe(2);
  expect(await cache('DeleteCacheCluster', one)).toContain('<CacheClusterStatus>deleting<');
  expect(await cache('DeleteCacheCluster', one)).toBe('CacheClusterNotFound');
});

it('parameters are those that were set and not reset, and tags those that came and went', async () => {
  const name = { CacheParameterGroupName: 'tuned' };
  const at = 'ParameterNameValues.ParameterNameValue';
  const tags = { 'Tags.Tag.1.Key': 'a', 'Tags.Tag.1.Value': '1' };
  const made = { ...name, CacheParameterGroupFamily: 'valkey8', Description: 'Tuned', ...tags };
  await cache('CreateCacheParameterGroup', made);
  await cache('ModifyCacheParameterGroup', {
    ...name,
    [`${at}.1.ParameterName`]: 'maxmemory-policy',
    [`${at}.1.ParameterValue`]: 'allkeys-lru',
    [`${at}.2.ParameterName`]: 'timeout',
    [`${at}.2.ParameterValue`]: '30',
  });
  await cache('ResetCacheParameterGroup', { ...name, [`${at}.1.ParameterName`]: 'timeout' });
  const ResourceName = 'arn:aws:elasticache:us-east-1:123456789012:parametergroup:tuned';
  await cache('AddTagsToResource', { ResourceName, 'Tags.Tag.1.Key': 'b', 'Tags.Tag.1.Value': '2' });
  await cache('RemoveTagsFromResource', { ResourceName, 'TagKeys.member.1': 'a' });

  const parameters = await cache('DescribeCacheParameters', { ...name, Source: 'user' });
  expect(parameters.match(/<ParameterName>.*?<\/ParameterValue>/g)).toEqual([
    '<ParameterName>maxmemory-policy</ParameterName><ParameterValue>allkeys-lru</ParameterValue>',
  ]);
  expect(await cache('ListTagsForResource', { ResourceName })).toContain(
    '<TagList><Tag><Key>b</Key><Value>2</Value></Tag></TagList>',
  );
});

it('a subnet group of subnets that are not there is refused', async () => {
  const lost = { ...nets, CacheSubnetGroupName: 'lost', 'SubnetIds.SubnetIdentifier.1': 'subnet-00000000' };

  expect(await cache('CreateCacheSubnetGroup', lost)).toBe('InvalidSubnet');
});
