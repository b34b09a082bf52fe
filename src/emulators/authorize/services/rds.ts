import type { Ask } from '../ask';
import { textAt, textsAt } from '../input';
import { seeing, serviceLinkedRole, tagging } from '../in-callers-name';
import { eachOf, namedBy } from '../named-by';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const made: Record<string, [part: string, parameter: string]> = {
  CreateDBCluster: ['cluster', 'DBClusterIdentifier'],
  CreateDBClusterParameterGroup: ['cluster-pg', 'DBClusterParameterGroupName'],
  CreateDBInstance: ['db', 'DBInstanceIdentifier'],
  CreateDBInstanceReadReplica: ['db', 'DBInstanceIdentifier'],
  CreateDBSubnetGroup: ['subgrp', 'DBSubnetGroupName'],
  CreateDBSnapshot: ['snapshot', 'DBSnapshotIdentifier'],
  CreateDBParameterGroup: ['pg', 'DBParameterGroupName'],
};

/** Amazon RDS. */
export const rds: ServiceRules = {
  prefix: 'rds',
  signedAs: ['rds'],
  protocol: 'query',
  named: eachOf(
    namedBy('cluster', 'cluster:{}', 'DBClusterIdentifier', 'DBClusterIdentifiers'),
    namedBy('cluster-pg', 'cluster-pg:{}', 'DBClusterParameterGroupName'),
    namedBy('db', 'db:{}', 'DBInstanceIdentifier', 'DBInstanceIdentifiers', 'SourceDBInstanceIdentifier'),
    namedBy('subgrp', 'subgrp:{}', 'DBSubnetGroupName'),
    namedBy('snapshot', 'snapshot:{}', 'DBSnapshotIdentifier', 'FinalDBSnapshotIdentifier'),
    namedBy('pg', 'pg:{}', 'DBParameterGroupName'),
    namedBy('og', 'og:{}', 'OptionGroupName'),
    unknownProxy,
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  passedTo: ({ name }) => (/DBProxy$/.test(name) ? 'rds.amazonaws.com' : 'monitoring.rds.amazonaws.com'),
  completed: async (operation, ask) => ({
    ...operation,
    input: { ...operation.input, found: await proxyOf(operation, ask) },
  }),
  further: (operation) => [
    ...tagsOnCreate(operation),
    ...networkOf(operation),
    ...keysOf(operation),
    ...passwordOf(operation),
  ],
};

/** A proxy and its targets are named by a name, and their ARNs have ids that AWS makes up. */
async function proxyOf({ name, input }: Operation, ask: Ask): Promise<string[]> {
  const DBProxyName = textAt(input, 'DBProxyName');
  if (DBProxyName === undefined || name === 'CreateDBProxy') return [];
  const asked = ['DescribeDBProxies', 'DescribeDBProxyTargetGroups'].map((Action) =>
    ask('rds', { form: { Action, Version: '2014-10-31', DBProxyName } }),
  );
  const found = /<(?:DBProxyArn|TargetGroupArn)>(.*?)</g;
  return (await Promise.all(asked)).flatMap((text) => [...text.matchAll(found)].map(([, arn = '']) => arn));
}

/** One that is not there, or no more. */
function unknownProxy({ name, input }: Operation): NamedResource[] {
  if (!/DBProx/.test(name) || textsAt(input, 'found').length > 0) return [];
  return [
    { type: 'proxy', part: 'db-proxy:*' },
    { type: 'target-group', part: 'target-group:*' },
  ];
}

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/security_iam_id-based-policy-examples-create-and-modify-examples.html */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  const [part, parameter = ''] = made[name] ?? [];
  if (part === undefined) return [];
  return tagging('rds:AddTagsToResource', `${part}:${textAt(input, parameter)}`, {
    tags: tagsIn(input, 'Tags'),
  });
}

/** AWS's own policy AmazonRDSFullAccess grants these beside the service's actions. */
function networkOf({ name }: Operation): FurtherNeed[] {
  if (name === 'CreateDBSubnetGroup' || name === 'ModifyDBSubnetGroup')
    return seeing('ec2:DescribeAvailabilityZones', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs');
  if (!makesDatabase(name)) return [];
  const looks = seeing(
    'ec2:DescribeAccountAttributes',
    'ec2:DescribeAvailabilityZones',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcAttribute',
    'ec2:DescribeVpcs',
  );
  return [...looks, serviceLinkedRole('rds.amazonaws.com')];
}

const makesDatabase = (name: string): boolean =>
  /^CreateDB(Cluster|Instance|InstanceReadReplica)$/.test(name);

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html */
function keysOf({ name, input }: Operation): FurtherNeed[] {
  const key = textAt(input, 'KmsKeyId');
  if (!makesDatabase(name) || key === undefined) return [];
  return ['kms:CreateGrant', 'kms:DescribeKey'].map((action) => ({
    action,
    part: key.startsWith('arn:') ? key : `key/${key}`,
  }));
}

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html, "Permissions required" */
function passwordOf({ name, input }: Operation): FurtherNeed[] {
  const managed = textAt(input, 'ManageMasterUserPassword') === 'true';
  const [, kind] = /^(?:Create|Modify)DB(Instance|Cluster)$/.exec(name) ?? [];
  if (!managed || kind === undefined) return [];
  const part = kind === 'Cluster' ? 'secret:rds!cluster-*' : 'secret:rds!db-*';
  const secrets = ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'];
  return [...secrets.map((action) => ({ action, part })), { action: 'kms:DescribeKey', part: 'key/*' }];
}
