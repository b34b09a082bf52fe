import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { RotationDocument } from '../../../src/domain/environment/rotation/rotation-document';
import { credentials, region } from '../../../src/local/hub';
import { killRunner } from '../../faults/lab/kill-runner';
import { openPlane } from '../../e2e/open-plane';
import type { TestPlane } from '../../support/plane/plane';

const values = { old: 'old-value-7f3a91', new: 'new-value-9c2b04' };
const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-foundation-boundary';

let on: TestPlane;
let secrets: SecretsManagerClient;
let arns: { app: string; database: string };

beforeAll(async () => {
  on = await openPlane();
  secrets = new SecretsManagerClient({ endpoint: on.plane.targetUrl, region, credentials });
  for (const args of [
    ['web', '-t', 'api-database', '--ttl', '1d'],
    [
      'states',
      '-t',
      'state-backend',
      '--permanent',
      '-i',
      'project=shop',
      '-i',
      `permissions_boundary_arn=${boundary}`,
    ],
  ]) {
    const [name = '', ...more] = args;
    const made = await on.idp(['create', '-n', name, ...more, '--yes']);
    expect([name, made.code, made.stderr]).toEqual([name, 0, expect.anything()]);
  }
  // A bucket of states cannot be deleted while it holds one, which a person is asked about.
  const { plan } = await on.api.settled('states');
  await on.api.want('POST /environments/states/approve', { body: { planDigest: plan?.digest } });
  expect(await on.api.settled('states')).toMatchObject({ status: 'ready' });
  const outputs = await on.api.want<Record<string, { value: string }>>('GET /environments/web/outputs');
  arns = { app: outputs['secret_arn']!.value, database: outputs['db_credentials_secret_arn']!.value };
});
afterAll(() => secrets.destroy());

const put = (SecretString: string, ...VersionStages: string[]) =>
  secrets.send(new PutSecretValueCommand({ SecretId: arns.app, SecretString, VersionStages }));
const valueOf = async (VersionStage: string) =>
  (await secrets.send(new GetSecretValueCommand({ SecretId: arns.app, VersionStage }))).SecretString;
const labelsOf = async (SecretId: string) => {
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  return Object.values(VersionIdsToStages).filter((labels) => labels.length > 0);
};
const currentOf = async (SecretId: string) => {
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  return Object.entries(VersionIdsToStages).find(([, labels]) => labels.includes('AWSCURRENT'))?.[0];
};
const listOf = async (name: string) => {
  const { lastRun } = await on.api.want<EnvironmentView>(`GET /environments/${name}`);
  return on.api.want<RotationDocument>(`GET /runs/${lastRun!.id}/rotation`);
};
const resultsOf = async (name: string) =>
  Object.fromEntries((await listOf(name)).resources.map(({ type, result }) => [type, result]));

/** What Terraform would change now: how many resources in all. */
async function plannedFor(name: string): Promise<number> {
  const { version } = (await on.api.want<EnvironmentView>(`GET /environments/${name}`)).template;
  await on.api.want(`PATCH /environments/${name}`, { body: { version, planOnly: true } });
  const { plan } = await on.api.until(
    name,
    ({ run }) => run?.phase === 'awaiting-approval' || run === undefined,
  );
  await on.api.want(`POST /environments/${name}/cancel`);
  await on.api.settled(name);
  return plan!.create + plan!.update + plan!.replace + plan!.delete;
}

describe('a rotation of a service with a secret and a database', () => {
  it('leaves a secret without a new value, and says in a dry run how to put one', async () => {
    await put(values.old);
    const dry = await on.idp(['rotate', 'web', '--dry-run']);

    expect([dry.code, dry.stderr]).toEqual([0, expect.anything()]);
    expect(dry.stdout).toContain(`--secret-id ${arns.app} --version-stages AWSPENDING`);
    expect(await resultsOf('web')).toEqual({ aws_secretsmanager_secret: 'left', aws_db_instance: 'to-do' });
    expect(await labelsOf(arns.app)).toEqual([['AWSCURRENT']]);
  });

  it('that is killed half-way leaves the old value valid, and the environment ready', async () => {
    await put(values.new, 'AWSPENDING');
    const database = await currentOf(arns.database);
    await on.api.want('POST /environments/web/rotate', { body: {} });
    await on.api.until('web', ({ run }) => run?.progress?.step === 'rotate: prove');

    await killRunner('web');
    const killed = await on.api.settled('web');

    expect(killed).toMatchObject({
      status: 'ready',
      lastRun: { kind: 'rotate', failure: { class: 'lost' } },
    });
    expect(killed.rotation).not.toHaveProperty('endedAt');
    expect([await valueOf('AWSPREVIOUS'), await valueOf('AWSCURRENT')]).toEqual([values.old, values.new]);
    expect(await currentOf(arns.database)).toBe(database);
  });

  it('is repeated to its end, and only then is the old value retired', async () => {
    const database = await currentOf(arns.database);
    const rotated = await on.idp(['rotate', 'web', '--yes']);

    expect([rotated.code, rotated.stderr]).toEqual([0, expect.anything()]);
    expect(await resultsOf('web')).toEqual({
      aws_secretsmanager_secret: 'rotated',
      aws_db_instance: 'rotated',
    });
    expect(await labelsOf(arns.app)).toEqual([['AWSCURRENT']]);
    expect(await valueOf('AWSCURRENT')).toBe(values.new);
    expect(await currentOf(arns.database)).not.toBe(database);
    expect(await on.api.want('GET /environments/web')).toMatchObject({
      rotation: { endedAt: expect.anything() },
    });
  });

  it('leaves nothing for Terraform to change', async () => {
    expect(await plannedFor('web')).toBe(0);
  });
});

describe('a rotation of a key', () => {
  it('has KMS renew it once, and leaves nothing for Terraform to change', async () => {
    const rotated = await on.idp(['rotate', 'states', '--yes']);

    expect([rotated.code, rotated.stderr]).toEqual([0, expect.anything()]);
    expect(await resultsOf('states')).toEqual({ aws_kms_key: 'rotated' });
    expect(await plannedFor('states')).toBe(0);
  });
});

it('no value that was rotated is in a log or in what the plane keeps of the environment', async () => {
  const { items } = await on.api.want<{ items: { id: string }[] }>('GET /environments/web/runs');
  const logs = await Promise.all(items.map(({ id }) => on.api.want(`GET /runs/${id}/logs`)));
  const kept = await on.api.want('GET /environments/web/events');
  const text = JSON.stringify([on.log, logs, kept]);

  expect(text).toContain('aws_secretsmanager_secret.app: put-in-use done');
  expect(text).not.toMatch(new RegExp(Object.values(values).join('|')));
});
