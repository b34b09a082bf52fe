import type { Target } from '../../../../src/config/target';
import { createDynamoTargets } from '../../../../src/aws/targets/dynamo-targets';
import { newTarget } from '../../../../src/domain/target/decide-target';
import { TargetSettings } from '../../../../src/domain/target/target-settings';
import { runSessions } from '../../../../src/runner/credentials/run-sessions';
import { targetsOf } from '../../../../src/runner/start/read-target';
import { type RegistryTable, startRegistryTable } from '../../../support/aws/registry';
import { ulidAt } from '../../../support/builders/ulids';

const now = '2026-01-01T00:00:00.000Z';
const before = { ...process.env };
const account = '123456789012';
const roleArn = `arn:aws:iam::${account}:role/leasehold-provisioner`;
const local: Target = {
  name: 'local',
  region: 'us-east-1',
  regions: [],
  roleArn,
  services: ['s3'],
  endpoint: 'http://127.0.0.1:9',
};
let server: RegistryTable;

beforeAll(async () => {
  server = await startRegistryTable();
  const { protocol, hostname, port } = (await server.raw.config.endpoint?.())!;
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`,
    LEASEHOLD_TABLE: server.table.name,
  });
});
afterAll(async () => {
  process.env = before;
  await server.close();
});

/** Reads as a run does whose document names these targets; whose sessions they are is held by run-sessions.test.ts. */
const read = (name: string, ...deployed: Target[]) => {
  const keys = { accessKeyId: 'run', secretAccessKey: 'run' };
  const scope = {
    life: { name: 'foo', id: 'x' },
    run: 'y',
    buckets: { state: '', artifacts: '', catalog: '' },
  };
  const sessions = { ...runSessions({ role: roleArn, ...scope }), about: () => () => Promise.resolve(keys) };
  const hub = {
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    credentials: () => Promise.resolve(keys),
  };
  return targetsOf({ sessions, hub, env: { LEASEHOLD_TARGETS: JSON.stringify(deployed) } })(name);
};
const keep = async (name: string, more: object, status: 'active' | 'removed' = 'active') => {
  const settings = TargetSettings.parse({ region: 'eu-central-1', ...more });
  const asked = { id: ulidAt(now, 1), name, settings, place: null, by: 'root', request: undefined };
  await createDynamoTargets(server.table).insert({ ...newTarget(asked, now), status }, null);
};
const far = { name: 'far', region: 'eu-west-1', regions: [] };

it('is what the registry says, whatever the document does', async () => {
  await keep('dev', { roleArn, externalId: 'xy', parallelism: 3 });

  await expect(read('dev', { ...far, name: 'dev' })).resolves.toEqual({
    name: 'dev',
    region: 'eu-central-1',
    regions: [],
    roleArn,
    externalId: 'xy',
    parallelism: 3,
  });
});

it('is also read when it was removed, so that what lives there can be destroyed', async () => {
  await keep('gone', { roleArn }, 'removed');

  await expect(read('gone', far)).resolves.toMatchObject({ name: 'gone', roleArn });
});

it('is what the document says where no entry was made yet', async () => {
  await expect(read('far', far)).resolves.toEqual(far);
  await expect(read('nowhere', far)).rejects.toThrow("There is no target 'nowhere'.");
});

it('is reached on a local plane at the emulator of its account', async () => {
  await keep('second', { roleArn });
  await keep('elsewhere', { roleArn: roleArn.replace(account, '999999999999') });
  await keep('local', { roleArn, services: ['ec2'], parallelism: 4 });

  await expect(read('second', local)).resolves.toMatchObject({
    region: 'eu-central-1',
    endpoint: local.endpoint,
  });
  await expect(read('elsewhere', local)).resolves.not.toHaveProperty('endpoint');
  await expect(read('local', local)).resolves.toEqual({ ...local, parallelism: 4 });
});
