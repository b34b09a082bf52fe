import { partitionOf } from '../../domain/resources/arn';
import type { IamNeed } from '../../domain/resources/need';
import type { Value } from '../../domain/resources/planned-value';

/** Where a plan is applied, and what the names of the environment begin with. */
export interface NamedPlace {
  region: string;
  account: string;
  namePrefix: string;
}

/** The ARN that a need is about; what is not known before the apply stands for any name of this environment. */
export function arnOf(
  { service, on }: IamNeed,
  value: Value,
  { region, account, namePrefix }: NamedPlace,
): string {
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

/** Whether a service is one for all regions, so that its ARNs name none and its calls are made in the home region. */
export function isGlobal(service: string): boolean {
  return globalServices.has(service);
}

/** Names of one environment differ at their ends only, so one question is enough for all of them. */
export function folded(arns: string[], namePrefix: string): string[] {
  const each = [...new Set(arns)];
  const common = each.reduce(commonPrefix, each[0] ?? '');
  return each.length > 1 && common.includes(namePrefix) ? [`${common}*`] : each;
}

function commonPrefix(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}
