import {
  fieldIn,
  type HeldObject,
  type ReadingService,
  secretsNamedBy,
  servicesReading,
  filledText,
} from './held-values';
import type { RotationStep } from './rotation-document';

/** By what a value is rotated; the runner has what each of them calls. */
export type Means =
  | 'renew-secret'
  | 'promote-secret'
  | 'renew-key'
  | 'import-certificate'
  | 'restart-services';

/** What each step of a means does, in the order in which they are taken. */
export type StepTexts = readonly (readonly [RotationStep, string])[];

/** How one object is rotated: `id` is what AWS knows the value by, `services` read it. */
export interface RotationPlan {
  means: Means;
  id: string;
  services: ReadingService[];
  steps: StepTexts;
}

/** Why an object cannot be rotated. */
export interface NotRotated {
  why: string;
}

/** A type of resource that holds a value: what is rotated, and how one object of it is; null where it holds none. */
export interface Rotator {
  what: string;
  plan: (object: HeldObject, held: readonly HeldObject[]) => RotationPlan | NotRotated | null;
}

const restart = ['restart', 'starts new tasks of the services that read it'] as const;
const prove = ['prove', 'waits until only the new tasks run'] as const;

/** What is rotated, by the type of its resource. A type of another issue is one more row. */
export const rotators: Readonly<Record<string, Rotator>> = {
  aws_db_instance: { what: 'database credentials', plan: planDatabase },
  aws_secretsmanager_secret: { what: 'secret', plan: planSecret },
  aws_kms_key: { what: 'key', plan: planKey },
  aws_acm_certificate: { what: 'certificate', plan: planCertificate },
  aws_ecs_service: { what: 'secrets of other environments', plan: planService },
  ...notRotated({
    aws_rds_cluster: 'database credentials',
    aws_elasticache_user: 'database credentials',
    aws_iam_access_key: 'access key',
    aws_iam_server_certificate: 'certificate',
    aws_key_pair: 'key',
    aws_ssm_parameter: 'secret',
    aws_cognito_user_pool_client: 'secret',
    random_password: 'secret',
    tls_private_key: 'key',
  }),
};

/** RDS knows one password of its master user: the old one ends with the change, so that its services are restarted at once. */
function planDatabase({ attributes }: HeldObject, held: readonly HeldObject[]): RotationPlan | NotRotated {
  const secret = fieldIn(attributes['master_user_secret'], '0');
  const id = filledText(fieldIn(secret, 'secret_arn'));
  if (id === undefined)
    return {
      why: 'Its password is given by its configuration: change the input of the template that gives it.',
    };
  const services = servicesReading(id, held);
  const renew = [
    'renew',
    'RDS sets a new password and stores it in its secret; the old one ends with that',
  ] as const;
  return { means: 'renew-secret', id, services, steps: withRestart([renew], services) };
}

function planSecret(object: HeldObject, held: readonly HeldObject[]): RotationPlan | NotRotated | null {
  const id = filledText(object.attributes['arn']);
  if (id === undefined) return null;
  const services = servicesReading(id, held);
  const given = belongingTo(id, 'aws_secretsmanager_secret_version', held);
  if (given)
    return { why: `Its value is given by ${given.address}: change the input of the template that gives it.` };
  if (belongingTo(id, 'aws_secretsmanager_secret_rotation', held)) {
    const renew = [
      'renew',
      'its rotation function makes, sets and tests a new value, and makes it current',
    ] as const;
    return { means: 'renew-secret', id, services, steps: withRestart([renew], services) };
  }
  const put = ['put-in-use', 'makes the value current that waits as AWSPENDING'] as const;
  const retire = [
    'retire',
    'takes AWSPREVIOUS off the old value, so that nothing reads it any more',
  ] as const;
  const steps = withRestart([put], services);
  return { means: 'promote-secret', id, services, steps: isShared(object) ? steps : [...steps, retire] };
}

/** Others may read it, and nobody can prove here that all of them have the new value. */
function isShared({ attributes }: HeldObject): boolean {
  const tags = attributes['tags_all'] ?? attributes['tags'];
  return fieldIn(tags, 'idp:shared') === 'true';
}

function belongingTo(arn: string, type: string, held: readonly HeldObject[]): HeldObject | undefined {
  return held.find((one) => one.type === type && one.attributes['secret_id'] === arn);
}

function planKey({ attributes }: HeldObject): RotationPlan | NotRotated | null {
  const id = filledText(attributes['key_id']);
  if (id === undefined) return null;
  const spec = filledText(attributes['customer_master_key_spec']) ?? 'SYMMETRIC_DEFAULT';
  if (spec !== 'SYMMETRIC_DEFAULT') return { why: `KMS rotates symmetric keys only, and it is ${spec}.` };
  if (filledText(attributes['custom_key_store_id']) !== undefined)
    return { why: 'KMS does not rotate keys of a custom key store.' };
  const renew = [
    'renew',
    'KMS makes new key material and encrypts with it; the old decrypts what it has encrypted',
  ] as const;
  return { means: 'renew-key', id, services: [], steps: [renew] };
}

/** The next one is bought or made elsewhere, so that it is given and not renewed. */
function planCertificate({ address, attributes }: HeldObject): NotRotated | null {
  if (filledText(attributes['arn']) === undefined) return null;
  if (filledText(attributes['type']) !== 'IMPORTED') return { why: 'ACM renews it by itself.' };
  return {
    why: `It was imported. Give the next one: idp rotate <environment> --certificate '${address}' --from <folder>`,
  };
}

/** How one certificate is replaced by another under its ARN. */
export function planImport(address: string, held: readonly HeldObject[]): RotationPlan | NotRotated {
  const certificates = held.filter(({ type }) => type === 'aws_acm_certificate');
  const object = certificates.find((one) => one.address === address);
  const id = filledText(object?.attributes['arn']);
  if (!object || id === undefined) return { why: notFound(address, certificates) };
  if (filledText(object.attributes['type']) !== 'IMPORTED')
    return { why: `${address} was not imported: ACM issued it, and renews it by itself.` };
  const renew = [
    'renew',
    'ACM puts the given certificate under the same ARN, at once for all that use it',
  ] as const;
  return { means: 'import-certificate', id, services: [], steps: [renew] };
}

function notFound(address: string, certificates: readonly HeldObject[]): string {
  const there = certificates.map((one) => one.address);
  const which = there.length > 0 ? `its certificates are ${there.join(', ')}` : 'it has none';
  return `There is no certificate of ACM at ${address}: ${which}.`;
}

/** What it is given by others changes with their rotation, and its tasks read it when they start. */
function planService(object: HeldObject, held: readonly HeldObject[]): RotationPlan | null {
  const own = new Set(held.map(({ attributes }) => attributes['arn']));
  const managed = held.flatMap(({ attributes }) => attributes['master_user_secret'] ?? []);
  const isOwn = (arn: string) => own.has(arn) || JSON.stringify(managed).includes(arn);
  const others = secretsNamedBy(object, held).filter((arn) => !isOwn(arn));
  const service = servicesReading(others[0] ?? '', held).filter(({ address }) => address === object.address);
  if (others.length === 0 || service.length === 0) return null;
  return { means: 'restart-services', id: object.address, services: service, steps: [restart, prove] };
}

function withRestart(steps: StepTexts, services: readonly ReadingService[]): StepTexts {
  return services.length > 0 ? [...steps, restart, prove] : steps;
}

function notRotated(types: Record<string, string>): Record<string, Rotator> {
  const rows = Object.entries(types).map(([type, what]) => {
    const why = `There is no rotator for ${type}.`;
    return [type, { what, plan: () => ({ why }) }] as const;
  });
  return Object.fromEntries(rows);
}
