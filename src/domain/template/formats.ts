/** Formats that JSON Schema has not and Leasehold adds: what each takes, and what is said of a value that it does not take. */
const own: Readonly<Record<string, { pattern: string; is: string }>> = {
  arn: {
    pattern: '^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}|aws)?:[^\\s]+$',
    is: 'an ARN, such as arn:aws:iam::123456789012:role/deploy',
  },
  'aws-account-id': { pattern: '^[0-9]{12}$', is: 'the id of an AWS account, such as 123456789012' },
  'aws-region': {
    pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$',
    is: 'an AWS region, such as eu-central-1',
  },
};

/** The formats of which no value is a value of another one of them. */
const narrow = [...Object.keys(own), 'cidr', 'cidr-v6', 'ipv4', 'ipv6', 'uuid', 'date', 'date-time', 'email'];
/** What a URL and a host name cannot be besides; both are wide, so that some of the others are among their values. */
const notUri = ['aws-account-id', 'aws-region', 'cidr', 'ipv4', 'uuid', 'date', 'date-time', 'email'];
const notHostname = ['arn', 'cidr', 'cidr-v6', 'ipv6', 'date-time', 'email', 'uri'];

/** Formats that a value is held against; any other is refused where a template is published. */
export const knownFormats: readonly string[] = [
  ...narrow,
  'uri',
  'hostname',
  'time',
  'duration',
  'mac',
  'base64',
];

/** What a format of our own takes, as a regular expression; undefined of any other. */
export function patternOfFormat(format: unknown): string | undefined {
  return typeof format === 'string' && Object.hasOwn(own, format) ? own[format]?.pattern : undefined;
}

/** What is said of a value that a format of our own does not take, by the pattern that did not take it. */
export function wordsOfPattern(pattern: string): string | undefined {
  const found = Object.values(own).find((one) => pattern.includes(one.pattern.slice(1, -1)));
  return found && `must be ${found.is}`;
}

/** Whether no value can be of both formats. */
export function areApart(one: string, other: string): boolean {
  if (one === other) return false;
  if (narrow.includes(one) && narrow.includes(other)) return true;
  return isApartFromWide(one, other) || isApartFromWide(other, one);
}

function isApartFromWide(wide: string, other: string): boolean {
  if (wide === 'uri') return notUri.includes(other) || other === 'hostname';
  return wide === 'hostname' && notHostname.includes(other);
}
