import { BatchGetBuildsCommand, CodeBuildClient, StartBuildCommand } from '@aws-sdk/client-codebuild';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCodeBuild } from '../../src/local/codebuild/codebuild';
import { startLogService } from '../support/log-service';
import { writeProgram, writeText } from '../support/machine';

const buildspec = readFileSync(join(process.cwd(), 'terraform/buildspec.yml'), 'utf8');

/** Runs the project's own buildspec with a runner and programs of the test's, and returns status and log. */
async function run(environment: Record<string, string>, programs: Record<string, string> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-buildspec-'));
  for (const [name, body] of Object.entries(programs)) writeProgram(join(root, 'bin', name), body);
  const runner = writeText(
    join(root, 'runner.mjs'),
    'console.log("runner of", process.env.CODEBUILD_BUILD_ID);',
  );
  const logs = await startLogService();
  const endpoint = await startCodeBuild({
    ...{ region: 'eu-west-1', accountId: '123456789012', logs: logs.client, workDir: join(root, 'work') },
    projects: [
      {
        ...{ name: 'provision', buildspec, timeoutInMinutes: 1 },
        environment: { LEASEHOLD_RUNNER: runner, ...environment },
      },
    ],
    machineEnv: { PATH: `${join(root, 'bin')}:${process.env['PATH']}` },
    onStateChange: () => undefined,
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CodeBuildClient({ endpoint: endpoint.url, region: 'eu-west-1', credentials });
  const { build: { id = '' } = {} } = await client.send(new StartBuildCommand({ projectName: 'provision' }));
  for (;;) {
    const { builds: [build] = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
    if (build?.buildComplete) {
      await endpoint.close();
      await logs.close();
      return { id, status: build.buildStatus, lines: logs.lines() };
    }
    await sleep(30);
  }
}

describe('terraform/buildspec.yml', () => {
  it('runs the runner and fetches nothing where Terraform is there', async () => {
    const programs = { terraform: 'exit 0', curl: 'echo "curl was called"; exit 1' };

    const { id, status, lines } = await run({}, programs);

    expect(status).toBe('SUCCEEDED');
    expect(lines).toContain(`runner of ${id}`);
    expect(lines).not.toContain('curl was called');
  });

  it('unpacks no Terraform that is not the pinned one, and runs nothing', async () => {
    const programs = {
      uname: 'echo x86_64',
      curl: 'while [ "$1" != --output ]; do shift; done; echo forged > "$2"; echo "fetched $3"',
      unzip: 'echo "unzip was called"',
    };

    const { id, status, lines } = await run({ LEASEHOLD_TERRAFORM: 'terraform-of-nobody' }, programs);

    expect(status).toBe('FAILED');
    expect(lines).toContain(
      'fetched https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_linux_amd64.zip',
    );
    expect(lines).toContain("Terraform's zip is not the pinned one");
    expect(lines).not.toContain('unzip was called');
    expect(lines).not.toContain(`runner of ${id}`);
  });
});
