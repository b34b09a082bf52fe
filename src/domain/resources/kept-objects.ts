/** Attributes of an object as a plan leaves them, and which of them only the apply will tell. */
interface Left {
  attributes: Record<string, unknown>;
  unknown: unknown;
}

/** Why AWS would not delete an object, such as `deletion_protection is true`, and what lets it go. */
export interface Kept {
  why: string;
  mend: string;
}

type Rule = (left: Left) => Kept | undefined;

/** A setting that AWS minds when it is asked to delete, and that the provider leaves as it is. */
const on =
  (path: string, value: boolean | string = true, off: boolean | string = false): Rule =>
  ({ attributes }) =>
    has(attributes, path, value)
      ? { why: `${path} is ${String(value)}`, mend: `set it to ${String(off)}` }
      : undefined;

/** A setting that keeps it with whatever value. */
const given =
  (path: string, mend: string): Rule =>
  ({ attributes }) =>
    valuesAt(attributes, path.split('.')).some((one) => one !== null)
      ? { why: `${path} is set`, mend }
      : undefined;

/** Settings by which the provider leaves an object where it is, whatever its type. */
const leftAlone: Rule[] = [on('skip_destroy'), on('retain_on_delete')];
/** AWS makes a backup of a file system that is deleted, which nobody would delete. */
const backedUp = [on('skip_final_backup', false, true)];

/** What others put into it keeps it, unless this setting has the provider take that away first. */
const unlessEmptiedBy =
  (path: string): Rule =>
  (left) =>
    has(left.attributes, path, true) || isUnknown(left, path)
      ? undefined
      : { why: `AWS deletes it only when it is empty, and ${path} is not true`, mend: `set it to true` };

/** What others put into it keeps it, and the provider has no way to take that away. */
const neverEmptied: Rule = () => ({
  why: 'AWS deletes it only when it is empty, and it is not emptied automatically',
  mend: 'manage it outside this environment, with its content',
});

/** The provider deletes no database without a word on its last snapshot. */
const withoutSnapshotName =
  (name: string): Rule =>
  (left) =>
    has(left.attributes, 'skip_final_snapshot', true) ||
    [name, 'skip_final_snapshot'].some((one) => isUnknown(left, one))
      ? undefined
      : isText(left.attributes[name])
        ? undefined
        : { why: `skip_final_snapshot is not true and ${name} is missing`, mend: `set one of them` };

/** A lock of an object that the provider takes away where `force_destroy` is true. */
const unlessForced =
  (rule: Rule): Rule =>
  (left) =>
    has(left.attributes, 'force_destroy', true) ? undefined : rule(left);

const deletionProtection = on('deletion_protection');
const protectionEnabled = on('deletion_protection_enabled');
const loadBalancer = [on('enable_deletion_protection')];
const compliance = (path: string): Rule => on(path, 'COMPLIANCE', 'GOVERNANCE');
const lockedObject = [
  compliance('object_lock_mode'),
  unlessForced(on('object_lock_mode', 'GOVERNANCE', 'nothing, or set force_destroy to true')),
  unlessForced(on('object_lock_legal_hold_status', 'ON', 'OFF')),
];
const database = (name: string) => [deletionProtection, withoutSnapshotName(name)];
const cluster = database('final_snapshot_identifier');

/**
 * What keeps an object, by its type. Sources: the provider's documentation and Delete functions (5.100), and AWS's API reference
 * of each Delete call. Not here is what the provider lifts itself, such as `disable_api_termination` of an instance.
 */
const rules: Record<string, Rule[]> = {
  aws_alb: loadBalancer,
  aws_athena_database: [unlessEmptiedBy('force_destroy')],
  aws_athena_workgroup: [unlessEmptiedBy('force_destroy')],
  aws_backup_logically_air_gapped_vault: [neverEmptied],
  aws_backup_vault: [unlessEmptiedBy('force_destroy')],
  aws_backup_vault_lock_configuration: [
    given('changeable_for_days', 'omit it, for a lock that can be removed'),
  ],
  aws_bedrock_provisioned_model_throughput: [given('commitment_duration', 'omit it')],
  aws_cloudtrail_event_data_store: [on('termination_protection_enabled')],
  aws_codebuild_report_group: [unlessEmptiedBy('delete_reports')],
  aws_cognito_user_pool: [on('deletion_protection', 'ACTIVE', 'INACTIVE')],
  aws_db_instance: cluster,
  aws_docdb_cluster: cluster,
  aws_docdb_global_cluster: [deletionProtection],
  aws_dsql_cluster: [protectionEnabled],
  aws_dynamodb_table: [protectionEnabled],
  aws_dynamodb_table_replica: [protectionEnabled],
  aws_ecr_repository: [unlessEmptiedBy('force_delete')],
  aws_ecrpublic_repository: [unlessEmptiedBy('force_destroy')],
  aws_emr_cluster: [on('termination_protection')],
  aws_fsx_lustre_file_system: backedUp,
  aws_fsx_ontap_volume: [compliance('snaplock_configuration.snaplock_type'), ...backedUp],
  aws_fsx_openzfs_file_system: backedUp,
  aws_fsx_windows_file_system: backedUp,
  aws_glacier_vault: [neverEmptied],
  aws_glacier_vault_lock: [
    (left) => (has(left.attributes, 'ignore_deletion_error', true) ? undefined : on('complete_lock')(left)),
  ],
  aws_lb: loadBalancer,
  aws_lightsail_bucket: [unlessEmptiedBy('force_delete')],
  aws_lightsail_database: [withoutSnapshotName('final_snapshot_name')],
  aws_media_store_container: [neverEmptied],
  aws_neptune_cluster: cluster,
  aws_neptune_global_cluster: [deletionProtection],
  aws_neptunegraph_graph: [deletionProtection],
  aws_networkfirewall_firewall: [on('delete_protection')],
  aws_pinpointsmsvoicev2_phone_number: [protectionEnabled],
  aws_qldb_ledger: [deletionProtection],
  aws_rbin_rule: [given('lock_configuration.unlock_delay', 'omit lock_configuration')],
  aws_rds_cluster: cluster,
  aws_rds_global_cluster: [deletionProtection],
  aws_redshift_cluster: [withoutSnapshotName('final_snapshot_identifier')],
  aws_route53_resolver_firewall_rule_group_association: [on('mutation_protection', 'ENABLED', 'DISABLED')],
  aws_s3_bucket: [
    unlessEmptiedBy('force_destroy'),
    compliance('object_lock_configuration.rule.default_retention.mode'),
    on('versioning.mfa_delete'),
  ],
  aws_s3_bucket_object: lockedObject,
  aws_s3_bucket_object_lock_configuration: [compliance('rule.default_retention.mode')],
  aws_s3_bucket_versioning: [on('versioning_configuration.mfa_delete', 'Enabled', 'Disabled')],
  aws_s3_directory_bucket: [unlessEmptiedBy('force_destroy')],
  aws_s3_object: lockedObject,
  aws_s3_object_copy: lockedObject,
  aws_s3control_bucket: [neverEmptied],
  aws_s3tables_table_bucket: [neverEmptied],
  aws_storagegateway_tape_pool: [compliance('retention_lock_type')],
};

/** Why an object of this type, left so, could not be deleted, and what to change; undefined where it could. */
export function whyKept(type: string, left: Left): Kept | undefined {
  const own = Object.hasOwn(rules, type) ? rules[type] : undefined;
  for (const rule of leftAlone.concat(own ?? [])) {
    const kept = rule(left);
    if (kept) return kept;
  }
  return undefined;
}

function has(attributes: Left['attributes'], path: string, value: boolean | string): boolean {
  return valuesAt(attributes, path.split('.')).includes(value);
}

function isUnknown({ unknown }: Left, name: string): boolean {
  return isObject(unknown) && unknown[name] === true;
}

/** All values under a path, through each of the blocks on the way. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  return isObject(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : [];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
