/** An Amazon Resource Name in its parts; `region` and `account` are empty where the service has none. */
export interface Arn {
  text: string;
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** The parts of an ARN; undefined when the value is none. */
export function parseArn(value: unknown): Arn | undefined {
  if (typeof value !== 'string') return undefined;
  const [prefix, partition, service, region, account, ...rest] = value.split(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined)
    return undefined;
  return { text: value, partition, service, region, account, resource: rest.join(':') };
}

/** The partition a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The region in which a partition's global services, such as IAM, show up in the tagging API. */
export function globalRegionOf(region: string): string {
  const regions: Record<string, string> = { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' };
  return regions[partitionOf(region)] ?? 'us-east-1';
}

/** The domain that a region's service endpoints end in. */
export function dnsSuffixOf(region: string): string {
  return partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
