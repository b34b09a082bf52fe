import { createServer } from 'node:http';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { closeServer, listenLocally } from '../../../../src/emulators/local-server';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { checkTrust } from '../../../../src/runner/preflight/check-trust';
import { startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';

const github = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
const other = 'arn:aws:iam::123456789012:oidc-provider/accounts.example.com';
const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const change = (type: string, arn: string, actions = ['delete']) => ({
  address: `${type}.this`,
  mode: 'managed',
  type,
  name: 'this',
  provider_name: 'aws',
  change: { actions, before: { arn } },
});
const planOf = (...resource_changes: object[]) =>
  parsePlan({ terraform_version: '1.11.4', resource_changes });
const destroyingGithub = change('aws_iam_openid_connect_provider', github);

const trusting = (Federated: unknown) => [{ Effect: 'Allow', Action: 'sts:x', Principal: { Federated } }];
const client = {
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

let emulator: HubBuckets;
let iam: IAMClient;
beforeAll(async () => {
  emulator = await startHubBuckets();
  iam = new IAMClient({ ...client, endpoint: emulator.url });
  await createRole('tasks', {
    Effect: 'Allow',
    Action: 'sts:x',
    Principal: { Service: 'ecs.amazonaws.com' },
  });
  await createRole('anybody', [{ Effect: 'Deny', Action: 'sts:x', Principal: '*' }]);
  await createRole('deployer', trusting(github));
  await createRole('pusher', trusting([other, github]));
});
afterAll(async () => {
  iam.destroy();
  await emulator.close();
});

async function createRole(RoleName: string, Statement: unknown): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

describe('checkTrust', () => {
  it('refuses to delete a provider that roles trust, and names them and it', async () => {
    await expect(checkTrust(planOf(destroyingGithub), iam)).rejects.toMatchObject({
      failure: {
        class: 'occupied',
        reason: expect.stringMatching(
          /token\.actions\.githubusercontent\.com is trusted by deployer, pusher\. Nothing was destroyed\. Destroy these roles/,
        ),
        addresses: ['aws_iam_openid_connect_provider.this'],
      },
    });
  });

  it('refuses to replace it, too', async () => {
    const replacing = change('aws_iam_openid_connect_provider', github, ['delete', 'create']);

    await expect(checkTrust(planOf(replacing), iam)).rejects.toMatchObject({
      failure: { class: 'occupied' },
    });
  });

  it('does not count the roles that the same plan deletes', async () => {
    const deployer = change('aws_iam_role', roleArn('deployer'));
    const pusher = change('aws_iam_role', roleArn('pusher'));

    await checkTrust(planOf(destroyingGithub, deployer, pusher), iam);

    await expect(checkTrust(planOf(destroyingGithub, deployer), iam)).rejects.toMatchObject({
      failure: { reason: expect.stringContaining('is trusted by pusher.') },
    });
  });

  it('lets a provider go that no role trusts', async () => {
    const stranger = 'arn:aws:iam::123456789012:oidc-provider/nobody.example.com';

    await expect(
      checkTrust(planOf(change('aws_iam_openid_connect_provider', stranger)), iam),
    ).resolves.toBeUndefined();
  });

  it('reads every page of the roles, and names no more than a person reads', async () => {
    const crowded = 'arn:aws:iam::123456789012:oidc-provider/crowded.example.com';
    for (let at = 0; at < 105; at += 1) await createRole(`crowd-${at}`, trusting(crowded));

    const checked = checkTrust(planOf(change('aws_iam_openid_connect_provider', crowded)), iam);

    await expect(checked).rejects.toMatchObject({
      failure: { reason: expect.stringMatching(/trusted by (crowd-\d+, ){19}crowd-\d+ and 85 more\./) },
    });
  });

  it('asks nothing for a plan that deletes no provider', async () => {
    const deaf = new IAMClient({ ...client, endpoint: 'http://127.0.0.1:9' });

    await checkTrust(planOf(change('aws_iam_role', roleArn('pusher'))), deaf);
    await checkTrust(planOf(change('aws_iam_openid_connect_provider', github, ['update'])), deaf);

    await expect(checkTrust(planOf(destroyingGithub), deaf)).rejects.toThrow('ECONNREFUSED');
  });

  it('says what to grant where it may not ask', async () => {
    const server = createServer((_, reply) => {
      const error = '<Code>AccessDenied</Code><Message>not authorized to perform: iam:ListRoles</Message>';
      reply.writeHead(403, { 'content-type': 'text/xml' });
      reply.end(`<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`);
    });
    const barred = new IAMClient({ ...client, endpoint: await listenLocally(server) });

    const checked = checkTrust(planOf(destroyingGithub), barred);

    await expect(checked).rejects.toMatchObject({
      failure: {
        class: 'permission',
        reason: expect.stringContaining("Grant the target's role iam:ListRoles"),
      },
    });
    await closeServer(server);
  });
});
