import { type Instant, instant } from '../../base/time';
import type { FoundCertificate } from './held-certificates';

/** An object of a state: where it is, and its attributes. */
export interface StoredObject {
  address: string;
  type: string;
  values: Readonly<Record<string, unknown>>;
}

/** Of a type that is a certificate: the attributes that say its name and its end. */
const certificateTypes: Readonly<Record<string, { name: string; ends: string }>> = {
  aws_acm_certificate: { name: 'domain_name', ends: 'not_after' },
  aws_iam_server_certificate: { name: 'name', ends: 'expiration' },
};

/** Attributes by which objects of any type take a certificate. */
const takenBy = ['certificate_arn', 'acm_certificate_arn', 'ssl_certificate_id'];

const certificateArn =
  /^arn:aws[a-z-]*:(?:acm:[a-z0-9-]+:\d{12}:certificate|iam::\d{12}:server-certificate)\//;

/** The certificates that these objects are, and those that they take from elsewhere, each once. */
export function certificatesOf(objects: readonly StoredObject[]): FoundCertificate[] {
  const held = objects.flatMap(certificateIn);
  const known = new Set(held.map(({ arn }) => arn));
  const taken = objects.flatMap(takenIn).filter(({ arn }) => {
    const isNew = !known.has(arn);
    known.add(arn);
    return isNew;
  });
  return [...held, ...taken];
}

function certificateIn({ address, type, values }: StoredObject): FoundCertificate[] {
  const attributes = certificateTypes[type];
  if (!attributes) return [];
  const arn = textOf(values['arn']);
  const name = textOf(values[attributes.name]);
  return [{ address, name: name || arn, arn, ends: instantOf(values[attributes.ends]) }];
}

function takenIn({ address, values }: StoredObject): FoundCertificate[] {
  return takenBy
    .map((attribute) => textOf(values[attribute]))
    .filter((arn) => certificateArn.test(arn))
    .map((arn) => ({ address, name: arn, arn, ends: null, uses: true as const }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Null where the provider did not say it: ACM knows no end before a certificate is issued. */
function instantOf(value: unknown): Instant | null {
  const at = Date.parse(textOf(value));
  return Number.isNaN(at) ? null : instant(at);
}
