import { textAt } from '../input';
import { seeing, serviceLinkedRole, tagging } from '../in-callers-name';
import { eachOf, namedBy } from '../named-by';
import type { FurtherNeed, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const made: Record<string, [part: string, parameter: string]> = {
  CreateDBInstance: ['db', 'DBInstanceIdentifier'],
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
    namedBy('db', 'db:{}', 'DBInstanceIdentifier'),
    namedBy('subgrp', 'subgrp:{}', 'DBSubnetGroupName'),
    namedBy('snapshot', 'snapshot:{}', 'DBSnapshotIdentifier', 'FinalDBSnapshotIdentifier'),
    namedBy('pg', 'pg:{}', 'DBParameterGroupName'),
    namedBy('og', 'og:{}', 'OptionGroupName'),
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  passedTo: () => 'monitoring.rds.amazonaws.com',
  further: (operation) => [
    ...tagsOnCreate(operation),
    ...networkOf(operation),
    ...keysOf(operation),
    ...passwordOf(operation),
  ],
};

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
  if (name !== 'CreateDBInstance') return [];
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

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html */
function keysOf({ name, input }: Operation): FurtherNeed[] {
  const key = textAt(input, 'KmsKeyId');
  if (name !== 'CreateDBInstance' || key === undefined) return [];
  return ['kms:CreateGrant', 'kms:DescribeKey'].map((action) => ({
    action,
    part: key.startsWith('arn:') ? key : `key/${key}`,
  }));
}

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html, "Permissions required" */
function passwordOf({ name, input }: Operation): FurtherNeed[] {
  const managed = textAt(input, 'ManageMasterUserPassword') === 'true';
  if (!managed || !['CreateDBInstance', 'ModifyDBInstance'].includes(name)) return [];
  const secrets = ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'];
  return [
    ...secrets.map((action) => ({ action, part: 'secret:rds!db-*' })),
    { action: 'kms:DescribeKey', part: 'key/*' },
  ];
}
