import { seeing, serviceLinkedRole, tagging, usingKey } from '../../in-callers-name';
import { textAt, textsAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

/** By operation: the kind of what it makes, and the parameter that names it. */
const made: Record<string, [kind: string, parameter: string]> = {
  CreateCacheCluster: ['cluster', 'CacheClusterId'],
  CreateCacheParameterGroup: ['parametergroup', 'CacheParameterGroupName'],
  CreateCacheSubnetGroup: ['subnetgroup', 'CacheSubnetGroupName'],
  CreateReplicationGroup: ['replicationgroup', 'ReplicationGroupId'],
};

/** Amazon ElastiCache. */
export const elastiCache: ServiceRules = {
  prefix: 'elasticache',
  signedAs: ['elasticache'],
  protocol: 'query',
  named: eachOf(
    namedBy('cluster', 'cluster:{}', 'CacheClusterId'),
    namedBy('parametergroup', 'parametergroup:{}', 'CacheParameterGroupName'),
    namedBy('replicationgroup', 'replicationgroup:{}', 'ReplicationGroupId'),
    namedBy('subnetgroup', 'subnetgroup:{}', 'CacheSubnetGroupName'),
    namedBy('snapshot', 'snapshot:{}', 'SnapshotName', 'FinalSnapshotIdentifier'),
    unnamed,
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: async (ResourceName, ask) => {
    const form = { Action: 'ListTagsForResource', Version: '2015-02-02', ResourceName };
    return tagsIn({ Tags: tagsListed(await ask('elasticache', { form })) }, 'Tags');
  },
  further: (operation) => [...tagsOnCreate(operation), ...network(operation), ...keys(operation)],
};

const unlisted: [operation: RegExp, parameter: string, kind: string][] = [
  [/^DescribeCacheClusters$/, 'CacheClusterId', 'cluster'],
  [/^DescribeReplicationGroups$/, 'ReplicationGroupId', 'replicationgroup'],
  [/^DescribeCacheSubnetGroups$/, 'CacheSubnetGroupName', 'subnetgroup'],
  [/^DescribeCacheParameterGroups$/, 'CacheParameterGroupName', 'parametergroup'],
  [/^Create(CacheCluster|ReplicationGroup)$/, 'CacheParameterGroupName', 'parametergroup'],
];

/** A list of all is asked about each; what is made without a parameter group has one of AWS's own. */
function unnamed({ name, input }: Operation): NamedResource[] {
  return unlisted
    .filter(([operation, parameter]) => operation.test(name) && textAt(input, parameter) === undefined)
    .map(([, , type]) => ({ type, part: `${type}:${name.startsWith('Create') ? 'default.' : ''}*` }));
}

function tagsListed(xml: string): { Key: string; Value: string }[] {
  const tags = xml.matchAll(/<Tag><Key>(.*?)<\/Key><Value>(.*?)<\/Value><\/Tag>/gs);
  return [...tags].map(([, Key = '', Value = '']) => ({ Key, Value }));
}

/** docs.aws.amazon.com/AmazonElastiCache/latest/dg/Tagging-Resources.html */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  const [kind, parameter = ''] = made[name] ?? [];
  if (kind === undefined) return [];
  const part = `${kind}:${textAt(input, parameter)}`;
  return tagging('elasticache:AddTagsToResource', part, { tags: tagsIn(input, 'Tags') });
}

/** AWS's own policy AmazonElastiCacheFullAccess grants these beside the service's actions. */
function network({ name }: Operation): FurtherNeed[] {
  if (name === 'CreateCacheSubnetGroup' || name === 'ModifyCacheSubnetGroup')
    return seeing('ec2:DescribeSubnets', 'ec2:DescribeVpcs');
  const makesNodes = name === 'CreateCacheCluster' || name === 'CreateReplicationGroup';
  return makesNodes
    ? [
        ...seeing('ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'),
        serviceLinkedRole('elasticache.amazonaws.com'),
      ]
    : [];
}

/** docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html */
function keys({ name, input }: Operation): FurtherNeed[] {
  if (name !== 'CreateReplicationGroup') return [];
  const actions = ['kms:CreateGrant', 'kms:DescribeKey'];
  return textsAt(input, 'KmsKeyId').flatMap((key) => usingKey('elasticache', key, { actions }));
}
