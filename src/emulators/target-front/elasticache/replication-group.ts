import type { Document } from '../kept/document';
import type { CacheKind } from './kinds';
import { arnOf, type CacheCall, listIn, settingOf } from './memory';
import type { Members } from '../kept/query-answer';

/** A replication group of ElastiCache, whose members moto does not know. */
export const replicationGroup: CacheKind = {
  name: 'ReplicationGroup',
  id: 'ReplicationGroupId',
  memory: 'replicationGroups',
  missing: 'ReplicationGroupNotFoundFault',
  exists: 'ReplicationGroupAlreadyExists',
  describe,
};

const idOf = (settings: Document): string => settingOf(settings, 'ReplicationGroupId', '').toLowerCase();
const shardsOf = (settings: Document): number => Number(settingOf(settings, 'NumNodeGroups', '1'));
const isClustered = (settings: Document): boolean =>
  shardsOf(settings) > 1 || /enabled|compatible/.test(settingOf(settings, 'ClusterMode', ''));

/** How many clusters a shard has: its primary, and its replicas. */
function sizeOf(settings: Document): number {
  const replicas = settings['ReplicasPerNodeGroup'];
  return replicas === undefined ? Number(settingOf(settings, 'NumCacheClusters', '1')) : Number(replicas) + 1;
}

/** The members of each shard, as AWS names them. */
function shards(settings: Document): string[][] {
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
  return numbers(shardsOf(settings)).map((shard) =>
    numbers(sizeOf(settings)).map((node) => {
      const place = isClustered(settings) ? `${String(shard).padStart(4, '0')}-` : '';
      return `${idOf(settings)}-${place}${String(node).padStart(3, '0')}`;
    }),
  );
}

/** The clusters of a replication group. */
export function clustersOf(settings: Document): string[] {
  return shards(settings).flat();
}

function describe(call: CacheCall, settings: Document): Members {
  const id = idOf(settings);
  const isGoing = settings['isGoing'] !== undefined;
  const hasTls = settingOf(settings, 'TransitEncryptionEnabled', 'false') === 'true';
  return {
    ReplicationGroupId: id,
    ARN: arnOf(call, 'replicationgroup', id),
    Description: settingOf(settings, 'ReplicationGroupDescription', ''),
    Status: isGoing ? 'deleting' : 'available',
    Engine: settingOf(settings, 'Engine', 'redis'),
    MemberClusters: ['ClusterId', clustersOf(settings)] as const,
    NodeGroups: ['NodeGroup', nodeGroups(call, settings)] as const,
    ConfigurationEndpoint: isClustered(settings) ? endpoint(settings, 'clustercfg') : undefined,
    AutomaticFailover: abled(settings, 'AutomaticFailoverEnabled'),
    MultiAZ: abled(settings, 'MultiAZEnabled'),
    SnapshotRetentionLimit: settingOf(settings, 'SnapshotRetentionLimit', '0'),
    SnapshotWindow: settingOf(settings, 'SnapshotWindow', '03:00-04:00'),
    ClusterEnabled: isClustered(settings),
    ClusterMode: settingOf(settings, 'ClusterMode', isClustered(settings) ? 'enabled' : 'disabled'),
    CacheNodeType: settingOf(settings, 'CacheNodeType', 'cache.t4g.micro'),
    AuthTokenEnabled: settings['AuthToken'] !== undefined,
    TransitEncryptionEnabled: hasTls,
    TransitEncryptionMode: hasTls ? settingOf(settings, 'TransitEncryptionMode', 'required') : undefined,
    AtRestEncryptionEnabled: settingOf(settings, 'AtRestEncryptionEnabled', 'false'),
    KmsKeyId: settings['KmsKeyId'] === undefined ? undefined : settingOf(settings, 'KmsKeyId', ''),
    UserGroupIds: ['member', listIn(settings, 'UserGroupIds')] as const,
    AutoMinorVersionUpgrade: settingOf(settings, 'AutoMinorVersionUpgrade', 'true'),
    DataTiering: abled(settings, 'DataTieringEnabled'),
    NetworkType: settingOf(settings, 'NetworkType', 'ipv4'),
    IpDiscovery: settingOf(settings, 'IpDiscovery', 'ipv4'),
  };
}

const abled = (settings: Document, name: string): string =>
  settingOf(settings, name, 'false') === 'true' ? 'enabled' : 'disabled';

function endpoint(settings: Document, host: string): Members {
  return {
    Address: `${host}.${idOf(settings)}.local.cache.amazonaws.com`,
    Port: settingOf(settings, 'Port', '6379'),
  };
}

function nodeGroups({ region }: CacheCall, settings: Document): Members[] {
  const zones = ['a', 'b', 'c'];
  return shards(settings).map((members, shard) => ({
    NodeGroupId: String(shard + 1).padStart(4, '0'),
    Status: 'available',
    ...(isClustered(settings)
      ? {}
      : { PrimaryEndpoint: endpoint(settings, 'master'), ReaderEndpoint: endpoint(settings, 'replica') }),
    NodeGroupMembers: [
      'NodeGroupMember',
      members.map((CacheClusterId, at) => ({
        CacheClusterId,
        CacheNodeId: '0001',
        PreferredAvailabilityZone: `${region}${zones[at % zones.length]}`,
        CurrentRole: at === 0 ? 'primary' : 'replica',
      })),
    ] as const,
  }));
}
