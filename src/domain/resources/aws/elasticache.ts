import { byGroup } from '../arn-form';
import { idFrom } from '../identity';
import type { FactsByType } from '../resource-facts';

/** Amazon ElastiCache. */
export const elasticacheTypes: FactsByType = {
  aws_elasticache_cluster: {
    identity: idFrom('cluster_id'),
    arn: byGroup('elasticache', /^cluster:(.+)$/, 'cluster_id'),
    finalSnapshot: true,
  },
  aws_elasticache_replication_group: {
    identity: idFrom('replication_group_id'),
    arn: byGroup('elasticache', /^replicationgroup:(.+)$/),
    finalSnapshot: true,
  },
  aws_elasticache_subnet_group: {
    identity: idFrom('name'),
    arn: byGroup('elasticache', /^subnetgroup:(.+)$/, 'name'),
  },
};
