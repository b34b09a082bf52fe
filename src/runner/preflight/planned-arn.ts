import { partitionOf } from '../../domain/resources/arn';
import { isGlobal, isNamedWorldwide } from '../../domain/resources/global-services';
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
  const places: Partial<Record<string, string>> = {
    partition: partitionOf(region),
    region,
    account,
    prefix: `${namePrefix}*`,
  };
  const resource = pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const prefix = value(`${name}_prefix`) ?? namePrefix;
    return places[name] ?? value(name) ?? `${prefix}*`;
  });
  if (resource.startsWith('arn:')) return resource;
  const where = isNamedWorldwide(service) ? ':' : `${isGlobal(service) ? '' : region}:${account}`;
  return `arn:${partitionOf(region)}:${service}:${where}:${resource}`;
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
