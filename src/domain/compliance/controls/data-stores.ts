import {
  attributeControl,
  attributeOf,
  type Control,
  isAny,
  isAtLeast,
  isFalse,
  isOneOf,
  isTrue,
  isUnset,
  namesSomething,
} from '../control';
import { isKnown, partAt } from '../plan/node';
import type { PlannedObject } from '../plan/planned-estate';
import { failed, notAssessed, passed, type Verdict } from '../verdict';
import { judgedByPart } from './parts';

const databases = ['aws_db_instance', 'aws_rds_cluster', 'aws_docdb_cluster', 'aws_neptune_cluster'];

/** What a database is made of decides its encryption, where the template sets none. */
function isDatabaseEncrypted(one: PlannedObject): Verdict {
  const fix = 'set storage_encrypted = true; a database that exists must be replaced for that';
  const verdict = attributeOf(one, { path: 'storage_encrypted', holds: isTrue, fix });
  if (verdict.is !== 'failed' || partAt(one, 'storage_encrypted').value === false) return verdict;
  const source = ['replicate_source_db', 'snapshot_identifier', 'replication_source_identifier'].find(
    (name) => isGiven(one, name),
  );
  return source === undefined ? verdict : notAssessed(`${source} decides whether it is encrypted`);
}

function isGiven(one: PlannedObject, name: string): boolean {
  const found = partAt(one, name);
  return isKnown(found) ? isAny(found.value) : !isUnset(one, name);
}

/** A replica is backed up by what it replicates. */
function isBackedUp(one: PlannedObject): Verdict | undefined {
  if (isGiven(one, 'replicate_source_db')) return undefined;
  // Aurora and its kin keep a day of backups where nothing is set.
  const unset = one.type === 'aws_db_instance' ? undefined : passed;
  const fix = 'set backup_retention_period to 7 or more days';
  return attributeOf(one, {
    path: 'backup_retention_period',
    holds: isAtLeast(1),
    fix,
    ...(unset && { unset }),
  });
}

function isTableKmsEncrypted(one: PlannedObject): Verdict {
  const fix = 'set server_side_encryption { enabled = true }';
  const unset = failed("it is encrypted with DynamoDB's own keys", fix);
  return attributeOf(one, { path: 'server_side_encryption.enabled', holds: isTrue, fix, unset });
}

/** A queue that sets neither is encrypted by SQS itself. */
function isQueueEncrypted(one: PlannedObject): Verdict {
  const key = partAt(one, 'kms_master_key_id');
  if (!isKnown(key) || isAny(key.value)) return passed;
  const own = partAt(one, 'sqs_managed_sse_enabled');
  if (isKnown(own) && isFalse(own.value) && !isUnset(one, 'sqs_managed_sse_enabled'))
    return failed('it is not encrypted', 'leave sqs_managed_sse_enabled out, or set kms_master_key_id');
  return passed;
}

const encrypted = (about: Pick<Control, 'id' | 'title' | 'types'>, path: string): Control =>
  attributeControl(about, { path, holds: isTrue, fix: `set ${path} = true` });

/** Checks of databases, file systems, caches, queues and topics. */
export const dataStoreControls: readonly Control[] = [
  {
    id: 'database-encrypted',
    title: 'Databases are encrypted',
    types: databases,
    judge: isDatabaseEncrypted,
  },
  attributeControl(
    {
      id: 'database-private',
      title: 'Databases have no public address',
      types: [
        'aws_db_instance',
        'aws_rds_cluster_instance',
        'aws_redshift_cluster',
        'aws_dms_replication_instance',
      ],
    },
    { path: 'publicly_accessible', holds: isFalse, fix: 'set publicly_accessible = false', unset: passed },
  ),
  { id: 'database-backups', title: 'Databases are backed up', types: databases, judge: isBackedUp },
  attributeControl(
    { id: 'database-logging', title: 'Databases send their logs to CloudWatch', types: databases },
    {
      path: 'enabled_cloudwatch_logs_exports',
      holds: isAny,
      fix: 'name the logs of its engine in enabled_cloudwatch_logs_exports',
    },
  ),
  attributeControl(
    { id: 'database-upgrades', title: 'Databases take minor upgrades', types: ['aws_db_instance'] },
    {
      path: 'auto_minor_version_upgrade',
      holds: isTrue,
      fix: 'set auto_minor_version_upgrade = true',
      unset: passed,
    },
  ),
  {
    id: 'dynamodb-kms',
    title: 'DynamoDB tables are encrypted with a key of KMS',
    types: ['aws_dynamodb_table'],
    judge: isTableKmsEncrypted,
  },
  encrypted(
    {
      id: 'dynamodb-recovery',
      title: 'DynamoDB tables can be restored to a point in time',
      types: ['aws_dynamodb_table'],
    },
    'point_in_time_recovery.enabled',
  ),
  encrypted(
    { id: 'efs-encrypted', title: 'EFS file systems are encrypted', types: ['aws_efs_file_system'] },
    'encrypted',
  ),
  {
    id: 'efs-backups',
    title: 'EFS file systems are backed up',
    types: ['aws_efs_file_system'],
    parts: ['aws_efs_backup_policy'],
    judge: (one, estate) =>
      judgedByPart(estate, one, {
        type: 'aws_efs_backup_policy',
        by: 'file_system_id',
        judge: (part) =>
          attributeOf(part, {
            path: 'backup_policy.status',
            holds: isOneOf('ENABLED'),
            fix: 'set the status ENABLED',
          }),
        none: failed('it has no backup policy', 'add an aws_efs_backup_policy with the status ENABLED'),
      }),
  },
  encrypted(
    {
      id: 'cache-encrypted',
      title: 'ElastiCache is encrypted at rest',
      types: ['aws_elasticache_replication_group'],
    },
    'at_rest_encryption_enabled',
  ),
  encrypted(
    {
      id: 'cache-tls',
      title: 'ElastiCache is encrypted in transit',
      types: ['aws_elasticache_replication_group'],
    },
    'transit_encryption_enabled',
  ),
  encrypted(
    {
      id: 'search-encrypted',
      title: 'OpenSearch is encrypted at rest',
      types: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
    },
    'encrypt_at_rest.enabled',
  ),
  encrypted(
    {
      id: 'search-tls',
      title: 'OpenSearch takes HTTPS only',
      types: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
    },
    'domain_endpoint_options.enforce_https',
  ),
  encrypted(
    {
      id: 'search-nodes-tls',
      title: 'OpenSearch encrypts between its nodes',
      types: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
    },
    'node_to_node_encryption.enabled',
  ),
  encrypted(
    { id: 'redshift-encrypted', title: 'Redshift clusters are encrypted', types: ['aws_redshift_cluster'] },
    'encrypted',
  ),
  attributeControl(
    { id: 'kinesis-encrypted', title: 'Kinesis streams are encrypted', types: ['aws_kinesis_stream'] },
    { path: 'encryption_type', holds: isOneOf('KMS'), fix: 'set encryption_type = "KMS" and kms_key_id' },
  ),
  attributeControl(
    { id: 'sns-encrypted', title: 'SNS topics are encrypted', types: ['aws_sns_topic'] },
    namesSomething('kms_master_key_id', 'set kms_master_key_id'),
  ),
  {
    id: 'sqs-encrypted',
    title: 'SQS queues are encrypted',
    types: ['aws_sqs_queue'],
    judge: isQueueEncrypted,
  },
];
