import type { HeldObject } from '../../../../../src/domain/environment/rotation/held-values';
import { heldObjects } from '../../../../../src/domain/environment/rotation/held-values';
import { planImport, rotators } from '../../../../../src/domain/environment/rotation/rotators';

const arn = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:web-1a2b/app-secrets-AbCdEf';
const other = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop/dev/key-GhIjKl';
const managed = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:rds!db-1234-MnOpQr';

const object = (address: string, attributes: object): HeldObject => ({
  address,
  type: address.split('.').at(-2) ?? '',
  attributes: { ...attributes },
});
const secret = (attributes: object = {}) => object('aws_secretsmanager_secret.app', { arn, ...attributes });
const definition = (...secrets: string[]) =>
  object('aws_ecs_task_definition.this', {
    arn: 'arn:task:3',
    container_definitions: JSON.stringify([
      {
        environment: secrets.slice(1).map((value) => ({ name: 'ARN', value })),
        secrets: secrets.slice(0, 1).map((one) => ({ name: 'KEY', valueFrom: `${one}:password::` })),
      },
    ]),
  });
const service = object('aws_ecs_service.this', {
  cluster: 'arn:cluster',
  name: 'web',
  task_definition: 'arn:task:3',
});
const reading = [{ address: 'aws_ecs_service.this', cluster: 'arn:cluster', service: 'web' }];

function planOf(one: HeldObject, ...others: HeldObject[]) {
  return rotators[one.type]?.plan(one, [one, ...others]);
}
const stepsOf = (plan: ReturnType<typeof planOf>) =>
  plan && 'steps' in plan ? plan.steps.map(([step]) => step) : [];

describe('what is rotated', () => {
  it('a secret with a value that somebody puts is put in use, proven in use, and only then its old value is retired', () => {
    const plan = planOf(secret(), definition(arn), service);

    expect(plan).toMatchObject({ means: 'promote-secret', id: arn, services: reading });
    expect(stepsOf(plan)).toEqual(['put-in-use', 'restart', 'prove', 'retire']);
  });

  it('a service that is only told the ARN of a secret is restarted too', () => {
    expect(planOf(secret(), definition(other, arn), service)).toMatchObject({ services: reading });
  });

  it('the old value of a secret that others may read is not retired, as nobody can prove that they have the new one', () => {
    expect(stepsOf(planOf(secret({ tags_all: { 'idp:shared': 'true' } })))).toEqual(['put-in-use']);
  });

  it('a secret with a rotation function is renewed by that', () => {
    const rotation = object('aws_secretsmanager_secret_rotation.this', { secret_id: arn });
    expect(planOf(secret(), rotation)).toMatchObject({ means: 'renew-secret' });
  });

  it('a secret whose value its configuration gives is left, with the way to change it', () => {
    const version = object('aws_secretsmanager_secret_version.given', { secret_id: arn });
    expect(planOf(secret(), version)).toEqual({ why: expect.stringContaining('change the input') });
  });

  it('the password of a database is renewed in the secret that RDS keeps, and its services are restarted', () => {
    const database = object('aws_db_instance.this', { master_user_secret: [{ secret_arn: managed }] });
    const plan = planOf(database, definition(managed), service);

    expect(plan).toMatchObject({ means: 'renew-secret', id: managed, services: reading });
    expect(stepsOf(plan)).toEqual(['renew', 'restart', 'prove']);
  });

  it('a database whose password its configuration gives is left', () => {
    expect(planOf(object('aws_db_instance.this', { master_user_secret: [] }))).toEqual({
      why: expect.stringContaining('change the input'),
    });
  });

  it('a symmetric key is renewed, and any other left', () => {
    const key = (spec?: string) =>
      object('aws_kms_key.this', { key_id: 'k', customer_master_key_spec: spec, custom_key_store_id: '' });
    expect(planOf(key())).toMatchObject({ means: 'renew-key', id: 'k' });
    expect(planOf(key('RSA_2048'))).toEqual({ why: expect.stringContaining('RSA_2048') });
  });

  it('a service that reads secrets of other environments is restarted, and one that reads only its own is not listed', () => {
    const plan = planOf(service, definition(other), secret());
    expect(plan).toMatchObject({ means: 'restart-services', services: reading });
    expect(stepsOf(plan)).toEqual(['restart', 'prove']);
    expect(planOf(service, definition(arn), secret())).toBeNull();
    const database = object('aws_db_instance.this', { master_user_secret: [{ secret_arn: managed }] });
    expect(planOf(service, definition(managed), database)).toBeNull();
  });

  it('a certificate is left: ACM renews its own, and an imported one is imported again by whoever has its key', () => {
    const certificate = (type: string) =>
      object('aws_acm_certificate.this', { arn: 'arn:certificate', type });
    expect(planOf(certificate('AMAZON_ISSUED'))).toEqual({ why: 'ACM renews it by itself.' });
    expect(planOf(certificate('IMPORTED'))).toEqual({
      why: expect.stringContaining("--certificate 'aws_acm_certificate.this' --from"),
    });
  });

  it.each(['aws_iam_access_key', 'aws_rds_cluster', 'random_password', 'tls_private_key'])(
    '%s has no rotator, and says so',
    (type) => {
      expect(planOf(object(`${type}.this`, {}))).toEqual({ why: `There is no rotator for ${type}.` });
    },
  );
});

it('objects of a state are its managed ones that no apply left behind', () => {
  const instances = [
    { index_key: 'a', schema_version: 0, attributes: { arn } },
    { deposed: 'x', schema_version: 0, attributes: {} },
  ];
  const held = { type: 'aws_secretsmanager_secret', name: 'this', provider: '' };
  const resources = [
    { ...held, mode: 'managed' as const, module: 'module.secrets', instances },
    { ...held, mode: 'data' as const, instances },
  ];
  expect(heldObjects({ resources })).toEqual([
    {
      address: 'module.secrets.aws_secretsmanager_secret.this["a"]',
      type: 'aws_secretsmanager_secret',
      attributes: { arn },
    },
  ]);
});

describe('a certificate that is to be replaced', () => {
  const certificate = (name: string, type: string) =>
    object(`aws_acm_certificate.${name}`, { arn: `arn:${name}`, type });
  const held = [certificate('site', 'IMPORTED'), certificate('own', 'AMAZON_ISSUED')];

  it('is imported under its ARN', () => {
    expect(planImport('aws_acm_certificate.site', held)).toMatchObject({
      means: 'import-certificate',
      id: 'arn:site',
      steps: [['renew', expect.stringContaining('same ARN')]],
    });
  });

  it.each([
    ['was issued by ACM', 'aws_acm_certificate.own', held, /ACM issued it/],
    ['is not there', 'aws_acm_certificate.x', held, /its certificates are .*site, aws_acm_certificate\.own/],
    ['is of another type', service.address, [service], /There is no certificate .*: it has none/],
  ])('is refused where it %s', (_, address, objects, why) => {
    expect(planImport(address, objects)).toEqual({ why: expect.stringMatching(why) });
  });
});
