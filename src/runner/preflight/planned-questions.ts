import type { PlanJson } from '../../domain/terraform/plan-json';
import { partitionOf } from '../../domain/resources/arn';
import type { IamNeed } from '../../domain/resources/need';
import type { Value } from '../../domain/resources/planned-value';
import { destroyNeedsOf, needOfEveryReceipt } from './destroy-needs';

/** Where a plan is applied, and what the names of the environment begin with. */
interface Place {
  region: string;
  account: string;
  namePrefix: string;
}

/** Something a role must be allowed to do; `types` are the resource types that cannot be destroyed without it. */
export interface Question {
  service: string;
  action: string;
  resource: string;
  types: string[];
}

type ResourceChange = PlanJson['resource_changes'][number];

/** The changes of a plan that leave or take something on AWS. */
export function changesOnAws(plan: PlanJson): ResourceChange[] {
  return plan.resource_changes.filter(
    ({ mode, type, change }) =>
      mode === 'managed' &&
      type.startsWith('aws') &&
      change.actions.some((action) => ['create', 'update', 'delete'].includes(action)),
  );
}

/** The types of changes whose destruction the table of needs does not know. */
export function typesNotKnown(changes: ResourceChange[]): string[] {
  const types = changes.map(({ type }) => type);
  return [...new Set(types.filter((type) => destroyNeedsOf(type) === undefined))].sort();
}

/** All that must be allowed for these changes to be destroyed again, each question once. */
export function questionsOf(changes: ResourceChange[], place: Place): Question[] {
  const questions = new Map<string, Question>();
  for (const [type, resources] of byType(changes))
    for (const need of [...(destroyNeedsOf(type) ?? []), needOfEveryReceipt])
      for (const one of questionsOfNeed(need, resources, place)) {
        const key = `${one.action} ${one.resource}`;
        const known = questions.get(key) ?? { ...one, types: [] };
        questions.set(key, { ...known, types: [...known.types, type] });
      }
  return [...questions.values()];
}

function byType(changes: ResourceChange[]): Map<string, ResourceChange[]> {
  const types = new Map<string, ResourceChange[]>();
  for (const change of changes) types.set(change.type, [...(types.get(change.type) ?? []), change]);
  return types;
}

function questionsOfNeed(
  need: IamNeed,
  resources: ResourceChange[],
  place: Place,
): Omit<Question, 'types'>[] {
  const values = resources.map(valueOf).filter((value) => need.if?.(value) ?? true);
  const arns = [...new Set(values.map((value) => arnOf(need, value, place)))];
  const asked = folded(arns, place.namePrefix);
  const { service } = need;
  return need.actions.flatMap((name) =>
    asked.map((resource) => ({ service, action: `${service}:${name}`, resource })),
  );
}

function valueOf({ change }: ResourceChange): Value {
  const values = change.after ?? change.before ?? {};
  return (attribute) => {
    const value = values[attribute];
    return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
  };
}

/** What is not known before the apply stands for any name of this environment. */
function arnOf({ service, on }: IamNeed, value: Value, { region, account, namePrefix }: Place): string {
  const pattern = typeof on === 'string' ? on : on(value);
  if (pattern === '*') return '*';
  const resource = pattern.replace(/\{(\w+)\}/g, (_, attribute: string) => {
    const prefix = value(`${attribute}_prefix`) ?? namePrefix;
    return value(attribute) ?? `${prefix}*`;
  });
  const where = namedWorldwide.has(service) ? ':' : `${isGlobal(service) ? '' : region}:${account}`;
  return `arn:${partitionOf(region)}:${service}:${where}:${resource}`;
}

/** Services whose ARNs name neither region nor account. */
const namedWorldwide = new Set(['route53', 's3']);
const globalServices = new Set(['iam', 'route53']);

/** Names of one environment differ at their ends only, so one question is enough for all of them. */
function folded(arns: string[], namePrefix: string): string[] {
  const common = arns.reduce(commonPrefix, arns[0] ?? '');
  return arns.length > 1 && common.includes(namePrefix) ? [`${common}*`] : arns;
}

function commonPrefix(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

/** Whether a service is one for all regions, so that its ARNs name none and its calls are made in the home region. */
export function isGlobal(service: string): boolean {
  return globalServices.has(service);
}
