import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { Redaction } from '../../src/domain/base/redaction';
import type { JudgedCall } from '../../src/emulators/authorize/judge-call';
import type { Emulator } from '../../src/local/emulator';
import { region } from '../../src/local/hub';
import { serveTarget } from '../../src/runner/credentials/serve-target';
import { enter, runsKey } from '../support/aws/as-run';
import { openAwsWorkspace, startEmulator } from '../support/aws/aws-workspace';
import { startGuardedTarget } from '../support/aws/guarded-target';

/** AWS ends a session that a role opened after an hour; here it is over before the run is. */
const sessionSeconds = 8;
const runSeconds = 20;

let emulator: Emulator;
let guarded: Awaited<ReturnType<typeof startGuardedTarget>>;
const judged: JudgedCall[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  guarded = await startGuardedTarget(emulator.url, { onCall: (one) => judged.push(one), sessionSeconds });
});
afterAll(async () => {
  await guarded.close();
  await emulator.close();
});

/** Something before and something after a time that no session outlasts. */
const main = (name: string) => `
  resource "aws_cloudwatch_log_group" "before" { name = "/ecs/idp-${name}/before" }
  resource "terraform_data" "long" {
    depends_on = [aws_cloudwatch_log_group.before]
    provisioner "local-exec" { command = "sleep ${runSeconds}" }
  }
  resource "aws_cloudwatch_log_group" "after" {
    depends_on = [terraform_data.long]
    name       = "/ecs/idp-${name}/after"
  }
`;

const expiries = () => judged.filter(({ refusal }) => refusal?.kind === 'expired').length;

/** Makes and destroys what `main` says with these credentials. */
async function live(name: string, credentials: Record<string, string>): Promise<void> {
  const workspace = await openAwsWorkspace(
    { url: guarded.target.endpoint, region, credentials },
    name,
    main(name),
  );
  try {
    await workspace.apply();
    await workspace.destroy();
  } finally {
    await workspace.remove();
  }
}

it('a run longer than its session comes to its end, since the runner opens another one in time', async () => {
  const server = await serveTarget(
    { target: guarded.target, sessionName: 'leasehold-long', enter },
    new Redaction(),
  );

  try {
    await live('long', server.variables);
  } finally {
    await server.close();
  }

  expect(judged.filter(({ operation }) => operation.name === 'AssumeRole').length).toBeGreaterThan(2);
  expect(expiries()).toBe(0);
});

it('the same run with one session alone ends with it (control)', async () => {
  const sts = new STSClient({ endpoint: guarded.target.endpoint, region, credentials: runsKey });
  const { roleArn: RoleArn, externalId: ExternalId } = guarded.target;
  const asked = { RoleArn, ExternalId, RoleSessionName: 'leasehold-once' };
  const { Credentials: once } = await sts.send(new AssumeRoleCommand(asked));
  sts.destroy();
  const credentials = {
    AWS_ACCESS_KEY_ID: once?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: once?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: once?.SessionToken ?? '',
  };

  await expect(live('once', credentials)).rejects.toThrow(/ExpiredToken/);

  expect(expiries()).toBeGreaterThan(0);
});
