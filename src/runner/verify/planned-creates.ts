import type { PlannedCreate, PlannedCreates } from '../../domain/environment/artifacts';
import { configAddress, modulePath } from '../../domain/terraform/address';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import { referencesOf, scopeOf } from '../../domain/terraform/plan-references';
import { isRecord } from './probe/record';

/** The life's tag that the provider puts on everything by `default_tags`. */
export const lifeTag = 'idp:environment-id';

const mostText = 1_000;

/** Attributes that say which object is meant, or how it is to be destroyed; others could hold what nobody should read. */
const telling = new RegExp(
  [
    '^(name|.*_name|name_prefix|.*_prefix|identifier|.*_identifier|bucket|family|path|alias|domain|fqdn|type|key|port|protocol)$',
    '^(.*_id|.*_arn|arn|id|cluster|service|role|user|group|rule|function|topic|resource|subnet|queue_url|set_identifier)$',
    '^(.*cidr_block|cidr_.*|destination_.*|ip_protocol|from_port|to_port|availability_zone|engine|scalable_dimension|service_namespace)$',
    '^(skip_final_snapshot|force_.*|delete_automated_backups|recovery_window_in_days|deletion_window_in_days|skip_destroy)$',
  ].join('|'),
);

/** What a plan would make, ready to be stored before the apply; `serial` is that of the state it was made on. */
export function plannedCreatesOf(
  plan: PlanJson,
  { run, serial }: { run: string; serial: number },
): PlannedCreates {
  const creates = plan.resource_changes.filter(makesObject).map((change) => plannedCreateOf(plan, change));
  return { run, serial, creates };
}

function makesObject({ mode, change }: ResourceChange): boolean {
  return mode === 'managed' && change.actions.includes('create');
}

function plannedCreateOf(
  plan: PlanJson,
  { address, type, provider_name, change }: ResourceChange,
): PlannedCreate {
  const scope = scopeOf(plan, configAddress(modulePath(address)));
  const local = configAddress(address).split('.').slice(-2).join('.');
  const resource = scope?.module.resources.find((one) => one.address === local);
  const tags = change.after?.['tags_all'];
  return {
    address,
    type,
    provider: provider_name,
    schemaVersion: resource?.schema_version ?? 0,
    tagged: isRecord(tags) && typeof tags[lifeTag] === 'string',
    known: knownOf(change),
    references: scope && resource ? referencesOf(scope, resource) : {},
    replaces: replacedId(change),
  };
}

function replacedId({ before }: ResourceChange['change']): string | null {
  return typeof before?.['id'] === 'string' ? before['id'] : null;
}

function knownOf({ after, after_sensitive: marks }: ResourceChange['change']): PlannedCreate['known'] {
  const values = Object.entries(after ?? {}).filter(([name]) => telling.test(name) && !isMarked(marks, name));
  const tags = isMarked(marks, 'tags') ? undefined : after?.['tags'];
  const label =
    isRecord(tags) && typeof tags['Name'] === 'string' ? [['tags.Name', tags['Name']] as const] : [];
  return Object.fromEntries([...values, ...label].filter(isKnown));
}

function isKnown(entry: readonly [string, unknown]): entry is [string, string | number | boolean] {
  const [, value] = entry;
  return typeof value === 'string'
    ? value !== '' && value.length <= mostText
    : ['number', 'boolean'].includes(typeof value);
}

function isMarked(marks: unknown, name: string): boolean {
  if (marks === true) return true;
  const mark = isRecord(marks) ? marks[name] : undefined;
  return mark === true || (isRecord(mark) && Object.values(mark).includes(true));
}
