import { whyKept } from '../../../../src/domain/resources/kept-objects';

const left = (attributes: Record<string, unknown>, unknown: unknown = {}) => ({ attributes, unknown });
const cluster = { skip_final_snapshot: true };

it.each<[string, Record<string, unknown>, string]>([
  ['aws_dynamodb_table', { deletion_protection_enabled: true }, 'deletion_protection_enabled is true'],
  ['aws_db_instance', { deletion_protection: true, ...cluster }, 'deletion_protection is true'],
  ['aws_rds_cluster', { deletion_protection: true, ...cluster }, 'deletion_protection is true'],
  ['aws_rds_global_cluster', { deletion_protection: true }, 'deletion_protection is true'],
  ['aws_docdb_cluster', { deletion_protection: true, ...cluster }, 'deletion_protection is true'],
  ['aws_neptune_cluster', { deletion_protection: true, ...cluster }, 'deletion_protection is true'],
  ['aws_neptunegraph_graph', { deletion_protection: true }, 'deletion_protection is true'],
  ['aws_lb', { enable_deletion_protection: true }, 'enable_deletion_protection is true'],
  ['aws_alb', { enable_deletion_protection: true }, 'enable_deletion_protection is true'],
  ['aws_cognito_user_pool', { deletion_protection: 'ACTIVE' }, 'deletion_protection is ACTIVE'],
  ['aws_networkfirewall_firewall', { delete_protection: true }, 'delete_protection is true'],
  ['aws_qldb_ledger', { deletion_protection: true }, 'deletion_protection is true'],
  ['aws_emr_cluster', { termination_protection: true }, 'termination_protection is true'],
  [
    'aws_cloudtrail_event_data_store',
    { termination_protection_enabled: true },
    'termination_protection_enabled is true',
  ],
  [
    'aws_route53_resolver_firewall_rule_group_association',
    { mutation_protection: 'ENABLED' },
    'mutation_protection is ENABLED',
  ],
  ['aws_cloudwatch_log_group', { skip_destroy: true }, 'skip_destroy is true'],
  ['aws_cloudfront_distribution', { retain_on_delete: true }, 'retain_on_delete is true'],
  ['aws_fsx_windows_file_system', { skip_final_backup: false }, 'skip_final_backup is false'],
  [
    'aws_bedrock_provisioned_model_throughput',
    { commitment_duration: 'SixMonths' },
    'commitment_duration is set',
  ],
  ['aws_backup_vault_lock_configuration', { changeable_for_days: 3 }, 'changeable_for_days is set'],
  ['aws_glacier_vault_lock', { complete_lock: true }, 'complete_lock is true'],
  [
    'aws_s3_bucket_object_lock_configuration',
    { rule: [{ default_retention: [{ mode: 'COMPLIANCE', days: 1 }] }] },
    'rule.default_retention.mode is COMPLIANCE',
  ],
  ['aws_s3_object', { object_lock_mode: 'GOVERNANCE' }, 'object_lock_mode is GOVERNANCE'],
  ['aws_s3_object_copy', { object_lock_legal_hold_status: 'ON' }, 'object_lock_legal_hold_status is ON'],
  [
    'aws_s3_bucket_versioning',
    { versioning_configuration: [{ mfa_delete: 'Enabled', status: 'Enabled' }] },
    'versioning_configuration.mfa_delete is Enabled',
  ],
  [
    'aws_rbin_rule',
    { lock_configuration: [{ unlock_delay: [{ unlock_delay_value: 7 }] }] },
    'lock_configuration.unlock_delay is set',
  ],
  ['aws_s3_bucket', { force_destroy: false }, 'force_destroy is not true'],
  ['aws_ecr_repository', { force_delete: null }, 'force_delete is not true'],
  ['aws_ecrpublic_repository', {}, 'force_destroy is not true'],
  ['aws_backup_vault', { force_destroy: false }, 'force_destroy is not true'],
  ['aws_glacier_vault', {}, 'it is not emptied automatically'],
  [
    'aws_db_instance',
    { skip_final_snapshot: false, final_snapshot_identifier: null },
    'final_snapshot_identifier is missing',
  ],
  ['aws_redshift_cluster', {}, 'final_snapshot_identifier is missing'],
])('keeps %s that is left with %j', (type, attributes, why) => {
  expect(whyKept(type, left(attributes))?.why).toContain(why);
});

it.each<[string, Record<string, unknown>, unknown]>([
  ['aws_dynamodb_table', { deletion_protection_enabled: false }, {}],
  ['aws_dynamodb_table', {}, { deletion_protection_enabled: true }],
  ['aws_cognito_user_pool', { deletion_protection: 'INACTIVE' }, {}],
  ['aws_backup_vault_lock_configuration', { changeable_for_days: null, min_retention_days: 7 }, {}],
  ['aws_glacier_vault_lock', { complete_lock: true, ignore_deletion_error: true }, {}],
  ['aws_s3_object', { object_lock_mode: 'GOVERNANCE', force_destroy: true }, {}],
  ['aws_s3_bucket', { force_destroy: true, versioning: [{ mfa_delete: false }] }, {}],
  ['aws_ecr_repository', {}, { force_delete: true }],
  ['aws_rds_cluster', { skip_final_snapshot: false, final_snapshot_identifier: 'last' }, {}],
  ['aws_rds_cluster', { skip_final_snapshot: false }, { final_snapshot_identifier: true }],
  ['aws_instance', { disable_api_termination: true }, {}],
  ['aws_sqs_queue', { deletion_protection: true }, {}],
  ['constructor', {}, {}],
])('lets go of %s that is left with %j and %j unknown', (type, attributes, unknown) => {
  expect(whyKept(type, left(attributes, unknown))).toBeUndefined();
});

it('says what lets it go', () => {
  const mend = (type: string, attributes: Record<string, unknown>) => whyKept(type, left(attributes))?.mend;

  expect(mend('aws_lb', { enable_deletion_protection: true })).toBe('set it to false');
  expect(mend('aws_cognito_user_pool', { deletion_protection: 'ACTIVE' })).toBe('set it to INACTIVE');
  expect(mend('aws_s3_bucket', {})).toBe('set it to true');
});
