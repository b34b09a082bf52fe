import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromHttp } from '@aws-sdk/credential-providers';
import { Redaction } from '../../../../src/domain/base/redaction';
import type { Emulator } from '../../../../src/local/emulator';
import { region } from '../../../../src/local/hub';
import { provisionerRole } from '../../../../src/local/roles/provisioner-role';
import { serveTarget } from '../../../../src/runner/credentials/serve-target';
import type { CredentialServer } from '../../../../src/runner/credentials/serve-credentials';
import { enter } from '../../../support/aws/as-run';
import { startEmulator } from '../../../support/aws/aws-workspace';
import { startGuardedTarget } from '../../../support/aws/guarded-target';

const sessionSeconds = 2;
let emulator: Emulator;
let guarded: Awaited<ReturnType<typeof startGuardedTarget>>;

beforeAll(async () => {
  emulator = await startEmulator();
  guarded = await startGuardedTarget(emulator.url, { sessionSeconds });
}, 60_000);
afterAll(async () => {
  await guarded.close();
  await emulator.close();
});

const provided = ({ variables }: CredentialServer) =>
  fromHttp({
    awsContainerCredentialsFullUri: variables.AWS_CONTAINER_CREDENTIALS_FULL_URI,
    awsContainerAuthorizationToken: variables.AWS_CONTAINER_AUTHORIZATION_TOKEN,
  })();

async function whoIs(credentials: Awaited<ReturnType<typeof provided>>): Promise<string | undefined> {
  const sts = new STSClient({ endpoint: guarded.target.endpoint, region, credentials, maxAttempts: 1 });
  return sts.send(new GetCallerIdentityCommand()).then(
    ({ Arn }) => Arn,
    (error: unknown) => (error as Error).name,
  );
}

it('serves sessions of the target’s role, another before each is over, and redacts them', async () => {
  const redaction = new Redaction();
  const server = await serveTarget(
    { target: guarded.target, sessionName: 'leasehold-01RUN', enter },
    redaction,
  );
  const first = await provided(server);
  expect(await whoIs(first)).toContain(`assumed-role/${provisionerRole}/leasehold-01RUN`);

  let second = first;
  while (second.accessKeyId === first.accessKeyId) second = await provided(server);
  const overlapping = await whoIs(first);
  while ((await whoIs(first)) !== 'ExpiredToken') await provided(server);
  const later = await provided(server);

  expect(overlapping).toContain('assumed-role');
  expect(await whoIs(later)).toContain('assumed-role');
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token } = server.variables;
  const text = [first, second, later].map(
    ({ secretAccessKey, sessionToken }) => `${secretAccessKey} ${sessionToken}`,
  );
  expect(redaction.text([...text, token].join(' '))).toMatch(/^(\(sensitive\) ?)+$/);
  await server.close();
});

it('opens no server where the role is not to be had, and says what it takes', async () => {
  const stranger = { ...guarded.target, externalId: 'not-ours' };

  await expect(
    serveTarget({ target: stranger, sessionName: 'x', enter }, new Redaction()),
  ).rejects.toMatchObject({
    failure: {
      class: 'permission',
      reason: expect.stringMatching(/provisioner cannot be assumed: AccessDenied.*trust policy must name/),
    },
  });
});

it('serves no identity of the runner’s own: a target has a role', async () => {
  const { roleArn: _, ...without } = guarded.target;

  await expect(serveTarget({ target: without, sessionName: 'x', enter }, new Redaction())).rejects.toThrow(
    "The target 'local' has no role to assume.",
  );
});
