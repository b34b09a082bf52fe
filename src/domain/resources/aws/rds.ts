import { byGroup } from '../arn-form';
import { idFrom } from '../identity';
import { need, retagging, tagging, untagged, whenKnown, whenSet, type IamNeed } from '../need';
import { isPriceKey } from '../price-book';
import {
  assumedIf,
  fixed,
  metered,
  numberIn,
  textIn,
  type Metered,
  type Priced,
  type PricedResource,
  type Pricer,
  free,
} from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';
import { passRole, serviceRole, useOfKey } from '../shared-needs';

type Attributes = PricedResource['attributes'];

const ec2 = need('ec2');
const kms = need('kms');
const rds = need('rds');
const secrets = need('secretsmanager');
const ownRole = serviceRole('rds.amazonaws.com', 'AWSServiceRoleForRDS');

/** What RDS asks of EC2 in its caller's name (docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSFullAccess.html). */
const network: IamNeed[] = [
  ec2('*', 'DescribeAccountAttributes', 'DescribeAvailabilityZones', 'DescribeInternetGateways'),
  ec2('*', 'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'),
  ec2('vpc/*', 'DescribeVpcAttribute'),
];

/** A password that RDS keeps, in a secret whose name RDS chooses (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html). */
const managedPassword: IamNeed[] = [
  untagged(secrets('secret:rds!db-*', 'CreateSecret', 'TagResource')),
  kms('key/*', 'DescribeKey'),
].map((one) => whenSet('manage_master_user_password', one));

/** What a call about an instance is asked about besides: its groups of settings, and where it is put. */
const settingsOf = (action: string): IamNeed[] => [
  untagged(rds('og:default:*', action)),
  untagged(rds('pg:default.*', action)),
  whenSet('db_subnet_group_name', rds('subgrp:{db_subnet_group_name}', action)),
];

const retagged = (on: string): IamNeed[] => [
  retagging(rds(on, 'AddTagsToResource')),
  rds(on, 'RemoveTagsFromResource'),
];

const finalSnapshot: IamNeed[] = [
  tagging(rds('snapshot:{final_snapshot_identifier}', 'CreateDBSnapshot')),
  rds('db:{identifier}', 'CreateDBSnapshot'),
  // It has the tags of the environment, so it is found and read when nothing else is left.
  rds('snapshot:{final_snapshot_identifier}', 'DescribeDBSnapshots', 'ListTagsForResource'),
].map((one) => ({ ...one, if: ({ value }) => value('skip_final_snapshot') !== 'true' }));

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html; a key that is not known yet is RDS's own. */
const ownKey = whenKnown('kms_key_id', useOfKey('kms_key_id', 'rds', 'DescribeKey', 'CreateGrant'));

/** An RDS instance is its class, its storage, its backups and, when RDS keeps the password, a secret. */
const database: Pricer = ({ attributes }) => {
  const isStopped = attributes['stopped'] === true;
  const parts = [isStopped ? {} : instanceOf(attributes), storageOf(attributes)];
  if (attributes['manage_master_user_password'] === true)
    parts.push({
      fixed: [fixed('secret', { price: 'secret' }, 'Secret with the master password, managed by RDS')],
    });
  return {
    fixed: parts.flatMap((part) => part.fixed ?? []),
    metered: meteredOf(attributes),
    unpriced: parts.flatMap((part) => part.unpriced ?? []),
    notes:
      attributes['engine'] === undefined
        ? ['its engine is known only after apply; PostgreSQL is assumed']
        : [],
  };
};

function instanceOf(attributes: Attributes): Priced {
  const engine = textIn(attributes['engine']) ?? 'postgres';
  const instanceClass = textIn(attributes['instance_class']);
  if (engine !== 'postgres') return { unpriced: [`no price for RDS with ${engine}`] };
  if (instanceClass === undefined) return { unpriced: ['its instance class is known only after apply'] };
  const key = `rds-postgres-${instanceClass}${multiAz(attributes)}`;
  if (!isPriceKey(key)) return { unpriced: [`no price for ${instanceClass}`] };
  const part = fixed('instance', { price: key }, `PostgreSQL on ${instanceClass}, ${zonesText(attributes)}`);
  return { fixed: [assumedIf(attributes['engine'] === undefined, part)] };
}

function storageOf(attributes: Attributes): Priced {
  const kind = textIn(attributes['storage_type']) ?? 'gp2';
  const size = numberIn(attributes['allocated_storage']);
  if (kind !== 'gp2' && kind !== 'gp3') return { unpriced: [`no price for ${kind} storage`] };
  if (size === undefined) return { unpriced: ['its storage size is known only after apply'] };
  const part = fixed(
    'storage',
    { price: `rds-${kind}${multiAz(attributes)}`, quantity: size },
    `${size} GB of ${kind}, ${zonesText(attributes)}`,
  );
  const included = size >= 400 ? 12_000 : 3_000;
  const extra = (numberIn(attributes['iops']) ?? 0) > included;
  return { fixed: [part], unpriced: extra ? [`no price for more than ${included} IOPS`] : [] };
}

function meteredOf(attributes: Attributes): Metered[] {
  const burstable = textIn(attributes['instance_class'])?.startsWith('db.t') ?? false;
  const credits = burstable ? [metered('CPU above the baseline', 'rds-cpu-credit', 'vCPU-hour')] : [];
  if (attributes['backup_retention_period'] === 0) return credits;
  return [metered('backups beyond the size of the database', 'rds-backup', 'GB-month'), ...credits];
}

const multiAz = (attributes: Attributes) =>
  attributes['multi_az'] === true ? ('-multi-az' as const) : ('' as const);

const zonesText = (attributes: Attributes) => (attributes['multi_az'] === true ? 'two zones' : 'one zone');

const snapshot: Pricer = () => ({ metered: [metered('snapshot kept', 'rds-backup', 'GB-month')] });

/** Amazon RDS, and the databases that share its API. */
export const rdsTypes: FactsByType = {
  aws_db_cluster_snapshot: {
    arn: byGroup('rds', /^cluster-snapshot:(.+)$/, 'db_cluster_snapshot_identifier'),
  },
  aws_db_instance: {
    identity: idFrom('identifier'),
    arn: byGroup('rds', /^db:(.+)$/, 'identifier'),
    tags: 'listed',
    read: [
      // The provider knows an instance by the id that RDS gave it, and filters a list by that.
      untagged(rds('db:*', 'DescribeDBInstances')),
      rds('db:{identifier}', 'ListTagsForResource'),
    ],
    create: [
      tagging(rds('db:{identifier}', 'CreateDBInstance', 'AddTagsToResource')),
      ...settingsOf('CreateDBInstance'),
      ...managedPassword,
      ...network,
      ownKey,
      whenKnown('monitoring_role_arn', passRole('monitoring_role_arn', 'monitoring.rds.amazonaws.com')),
      ownRole,
    ],
    update: [rds('db:{identifier}', 'ModifyDBInstance'), ...settingsOf('ModifyDBInstance'), ...network],
    retag: retagged('db:{identifier}'),
    destroy: [rds('db:{identifier}', 'DeleteDBInstance'), ...finalSnapshot],
    price: database,
    priceOnly: ['stopped'],
    finalSnapshot: true,
  },
  aws_db_option_group: {
    arn: byGroup('rds', /^og:(.+)$/, 'name'),
    price: free,
  },
  aws_db_parameter_group: {
    identity: idFrom('name'),
    arn: byGroup('rds', /^pg:(.+)$/, 'name'),
    price: free,
  },
  aws_db_snapshot: {
    arn: byGroup('rds', /^snapshot:(.+)$/, 'db_snapshot_identifier'),
    price: snapshot,
  },
  aws_db_subnet_group: {
    identity: idFrom('name'),
    arn: byGroup('rds', /^subgrp:(.+)$/, 'name'),
    tags: 'listed',
    read: [rds('subgrp:{name}', 'DescribeDBSubnetGroups', 'ListTagsForResource')],
    create: [tagging(rds('subgrp:{name}', 'CreateDBSubnetGroup', 'AddTagsToResource')), ...network, ownRole],
    update: [rds('subgrp:{name}', 'ModifyDBSubnetGroup'), ...network],
    retag: retagged('subgrp:{name}'),
    destroy: [rds('subgrp:{name}', 'DeleteDBSubnetGroup')],
    price: free,
  },
  aws_rds_instance_state: {
    identity: idFrom('identifier'),
    read: [untagged(rds('db:*', 'DescribeDBInstances'))],
    create: [rds('db:{identifier}', 'StopDBInstance')],
    update: [rds('db:{identifier}', 'StopDBInstance')],
    // The provider calls nothing when it goes, and we start an instance that stays.
    destroy: [rds('db:{identifier}', 'StartDBInstance')],
    tags: 'none',
    goesWith: 'identifier',
    price: free,
  },
  aws_docdb_cluster: {
    finalSnapshot: true,
  },
  aws_neptune_cluster: {
    finalSnapshot: true,
  },
  aws_rds_cluster: {
    identity: idFrom('cluster_identifier'),
    arn: byGroup('rds', /^cluster:(.+)$/, 'cluster_identifier'),
    finalSnapshot: true,
  },
  aws_rds_cluster_instance: {
    identity: idFrom('identifier'),
  },
  aws_rds_cluster_parameter_group: {
    arn: byGroup('rds', /^cluster-pg:(.+)$/, 'name'),
  },
  ...freeTypes('aws_db_event_subscription'),
};
