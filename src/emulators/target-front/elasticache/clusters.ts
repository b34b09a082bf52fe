import type { Answer } from '../../front/call';
import { below, type Document, keyOf } from '../kept/document';
import { type CacheKind, stepsOf } from './kinds';
import { arnOf, type CacheCall, type CacheStep, keyIn, listIn, settingOf } from './memory';
import { clustersOf, replicationGroup } from './replication-group';
import type { Members } from '../kept/query-answer';
import { faultOf, resultOf } from './xml';

/** A cluster of its own, or a member of a replication group, which has the settings of that. */
export function describeCluster(call: CacheCall, settings: Document, id: string): Members {
  const group = settings['ReplicationGroupId'];
  const [engine, version] = [engineOf(settings), versionOf(settings)];
  const count = group === undefined ? settingOf(settings, 'NumCacheNodes', '1') : '1';
  const endpoint = { Address: `${id}.local.cache.amazonaws.com`, Port: portOf(settings) };
  const nodes = Array.from({ length: Number(count) }, (_, at) => ({
    CacheNodeId: String(at + 1).padStart(4, '0'),
    CacheNodeStatus: 'available',
    Endpoint: endpoint,
    CustomerAvailabilityZone: zoneOf(call, settings),
  }));
  return {
    CacheClusterId: id,
    CacheClusterStatus: settings['isGoing'] === undefined ? 'available' : 'deleting',
    CacheNodeType: settingOf(settings, 'CacheNodeType', 'cache.t4g.micro'),
    Engine: engine,
    EngineVersion: version,
    NumCacheNodes: count,
    PreferredAvailabilityZone: zoneOf(call, settings),
    ...upkeepOf(settings),
    CacheParameterGroup: {
      CacheParameterGroupName: parameterGroupOf(settings),
      ParameterApplyStatus: 'in-sync',
    },
    CacheSubnetGroupName: settingOf(settings, 'CacheSubnetGroupName', 'default'),
    SecurityGroups: securityGroupsOf(settings),
    ConfigurationEndpoint: engine === 'memcached' ? endpoint : undefined,
    ReplicationGroupId:
      group === undefined ? undefined : settingOf(settings, 'ReplicationGroupId', '').toLowerCase(),
    ...protectionOf(settings),
    CacheNodes: ['CacheNode', nodes] as const,
    ARN: arnOf(call, 'cluster', id),
  };
}

function upkeepOf(settings: Document): Members {
  const window = settingOf(settings, 'PreferredMaintenanceWindow', 'sun:05:00-sun:06:00');
  const hasSnapshots = engineOf(settings) !== 'memcached';
  return {
    PreferredMaintenanceWindow: window.toLowerCase(),
    SnapshotRetentionLimit: settingOf(settings, 'SnapshotRetentionLimit', '0'),
    SnapshotWindow: hasSnapshots ? settingOf(settings, 'SnapshotWindow', '03:00-04:00') : undefined,
    AutoMinorVersionUpgrade: settingOf(settings, 'AutoMinorVersionUpgrade', 'true'),
  };
}

function protectionOf(settings: Document): Members {
  return {
    TransitEncryptionEnabled: settingOf(settings, 'TransitEncryptionEnabled', 'false'),
    AtRestEncryptionEnabled: settingOf(settings, 'AtRestEncryptionEnabled', 'false'),
    NetworkType: settingOf(settings, 'NetworkType', 'ipv4'),
    IpDiscovery: settingOf(settings, 'IpDiscovery', 'ipv4'),
  };
}

const engineOf = (settings: Document): string => settingOf(settings, 'Engine', 'redis');
const portOf = (settings: Document): string =>
  settingOf(settings, 'Port', engineOf(settings) === 'memcached' ? '11211' : '6379');
const zoneOf = ({ region }: CacheCall, settings: Document): string =>
  settingOf(settings, 'PreferredAvailabilityZone', `${region}a`);

/** AWS says a version with its patch. */
function versionOf(settings: Document): string {
  const asked = settingOf(settings, 'EngineVersion', engineOf(settings) === 'memcached' ? '1.6.22' : '7.1.0');
  return /^\d+\.\d+$/.test(asked) ? `${asked}.0` : asked;
}

function parameterGroupOf(settings: Document): string {
  const family = `${engineOf(settings)}${versionOf(settings).split('.')[0]}`;
  const known = family.startsWith('memcached') ? 'memcached1.6' : family;
  return settingOf(settings, 'CacheParameterGroupName', `default.${known}`);
}

function securityGroupsOf(settings: Document): Members[string] {
  const all = listIn(settings, 'SecurityGroupIds').map((SecurityGroupId) => ({
    SecurityGroupId,
    Status: 'active',
  }));
  return ['member', all] as const;
}

const cluster: CacheKind = {
  name: 'CacheCluster',
  id: 'CacheClusterId',
  memory: 'clusters',
  missing: 'CacheClusterNotFound',
  exists: 'CacheClusterAlreadyExists',
  describe: (call, settings) =>
    describeCluster(call, settings, settingOf(settings, 'CacheClusterId', '').toLowerCase()),
  refusedNew: (call) => groupsMissing(call),
};

/** What a new cluster or replication group names must be there, unless it is AWS's own. */
export function groupsMissing({ form, memory, ...call }: CacheCall): Answer | undefined {
  const [subnets, parameters] = [form.get('CacheSubnetGroupName'), form.get('CacheParameterGroupName')];
  if (subnets !== null && subnets !== 'default' && !memory.subnetGroups.has(keyIn(call, subnets)))
    return faultOf('CacheSubnetGroupNotFoundFault', `Cache Subnet Group ${subnets} does not exist.`);
  const isOwn = parameters !== null && !parameters.startsWith('default.');
  return isOwn && !memory.parameterGroups.has(keyIn(call, parameters))
    ? faultOf('CacheParameterGroupNotFound', `CacheParameterGroup ${parameters} not found.`)
    : undefined;
}

/** Clusters: what moto is to delete stays there for ever, and it knows no member of a replication group. */
export const clusterSteps: Record<string, CacheStep> = {
  ...stepsOf(cluster),
  ...stepsOf({ ...replicationGroup, refusedNew: groupsMissing }),
  DescribeCacheClusters: (call) => describeAll(call),
};

function describeAll(call: CacheCall): Answer {
  const { clusters, replicationGroups } = call.memory;
  const own = below(clusters, keyOf(call.region)).map((one): [string, Document] => [
    settingOf(one, 'CacheClusterId', '').toLowerCase(),
    one,
  ]);
  const members = below(replicationGroups, keyOf(call.region)).flatMap((group) =>
    clustersOf(group).map((id): [string, Document] => [id, group]),
  );
  const asked = call.form.get('CacheClusterId')?.toLowerCase();
  const found = [...own, ...members].filter(([id]) => asked === undefined || id === asked);
  if (asked !== undefined && found.length === 0)
    return faultOf('CacheClusterNotFound', `CacheCluster not found: ${asked}`);
  const all = found.map(([id, settings]) => describeCluster(call, settings, id));
  return resultOf(call.action, { CacheClusters: ['CacheCluster', all] as const });
}
