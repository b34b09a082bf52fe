import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import type { StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCodeBuild } from '../../../../src/emulators/codebuild/codebuild';
import type { CodeBuildProject } from '../../../../src/emulators/codebuild/project';
import type { BuildStateChangeEvent } from '../../../../src/emulators/codebuild/state-change-event';
import { GitRepository } from '../../../support/github/git-repository';
import { startLogService } from '../../../support/aws/log-service';

type LogService = Awaited<ReturnType<typeof startLogService>>;

const spec = (phases: string, env = '') => `version: 0.2\nenv:\n  shell: bash\n${env}phases:\n${phases}`;
const buildOf = (command: string) => spec(`  build: { commands: [${JSON.stringify(command)}] }\n`);

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('startCodeBuild', () => {
  let logs: LogService;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    logs = await startLogService();
  });
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });
  afterAll(() => logs.close());

  async function serve(
    buildspec: string,
    project: Partial<CodeBuildProject> = {},
    { PATH = process.env['PATH'] ?? '', shipTo = logs, capacity = (): number => 9 } = {},
  ) {
    const events: BuildStateChangeEvent[] = [];
    const workDir = mkdtempSync(join(tmpdir(), 'leasehold-builds-'));
    const endpoint = await startCodeBuild({
      region: 'eu-west-1',
      accountId: '123456789012',
      logs: shipTo.client,
      workDir,
      projects: [
        { name: 'provision', buildspec, environment: { STAGE: 'local' }, timeoutInMinutes: 10, ...project },
      ],
      machineEnv: { PATH },
      capacity,
      onStateChange: (event) => events.push(event),
    });
    closers.push(endpoint.close);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new CodeBuildClient({
      endpoint: endpoint.url,
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });
    return { client, events, workDir, close: endpoint.close };
  }

  type Served = Awaited<ReturnType<typeof serve>>;

  async function start({ client }: Served, input: Partial<StartBuildCommandInput> = {}) {
    const { build } = await client.send(new StartBuildCommand({ projectName: 'provision', ...input }));
    return build ?? {};
  }

  async function get({ client }: Served, id: string | undefined) {
    const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id ?? ''] }));
    return builds[0] ?? {};
  }

  async function waitFor(served: Served, id: string | undefined) {
    for (;;) {
      const build = await get(served, id);
      if (build.buildComplete) return build;
      await sleep(30);
    }
  }

  async function pidFile(served: Served, name: string): Promise<number> {
    for (;;) {
      const [folder = ''] = readdirSync(served.workDir);
      const file = join(served.workDir, folder, 'src', name);
      if (folder && existsSync(file) && readFileSync(file, 'utf8')) return Number(readFileSync(file, 'utf8'));
      await sleep(20);
    }
  }

  it('runs the phases in one shell and describes the build as AWS does', async () => {
    const served = await serve(
      spec(
        `  pre_build: { commands: ['mkdir sub && cd sub', 'export GREETING="it''s here"'] }
  build: { commands: ['echo "$GREETING $STAGE $RUN $FROM_SPEC in $(basename "$PWD")"'] }\n`,
        '  variables: { FROM_SPEC: 7, STAGE: lowest }\n',
      ),
    );

    const started = await start(served, { environmentVariablesOverride: [{ name: 'RUN', value: '01X' }] });
    const build = await waitFor(served, started.id);

    expect(started.buildStatus).toBe('IN_PROGRESS');
    expect(started.id).toMatch(/^provision:[0-9a-f-]{36}$/);
    expect(build).toMatchObject({
      arn: `arn:aws:codebuild:eu-west-1:123456789012:build/${started.id}`,
      buildStatus: 'SUCCEEDED',
      currentPhase: 'COMPLETED',
      buildNumber: 1,
      logs: { groupName: '/aws/codebuild/provision', streamName: started.id?.split(':')[1] },
      environment: {
        environmentVariables: [
          { name: 'STAGE', value: 'local', type: 'PLAINTEXT' },
          { name: 'RUN', value: '01X', type: 'PLAINTEXT' },
        ],
      },
    });
    expect(build.endTime?.getTime()).toBeGreaterThanOrEqual(build.startTime?.getTime() ?? Infinity);
    expect(build.phases?.map(({ phaseType }) => phaseType)).toEqual(
      [
        'SUBMITTED',
        'QUEUED',
        'PROVISIONING',
        'DOWNLOAD_SOURCE',
        'INSTALL',
        'PRE_BUILD',
        'BUILD',
        'POST_BUILD',
      ].concat(['UPLOAD_ARTIFACTS', 'FINALIZING', 'COMPLETED']),
    );
    expect(logs.lines(build.logs?.streamName)).toContain("it's here local 01X 7 in sub");
    expect(readdirSync(served.workDir)).toEqual([]);
  });

  it('clones the source of a project at the version asked for, and says which commit that is', async () => {
    const repository = new GitRepository();
    const commit = repository.commit('file', 'hello');
    const source = { type: 'GITHUB', location: `file://${repository.folder}` } as const;
    const served = await serve(buildOf('echo "$(cat file) $CODEBUILD_RESOLVED_SOURCE_VERSION"'), { source });

    const started = await start(served, { sourceVersion: 'main' });
    const build = await waitFor(served, started.id);

    expect(build).toMatchObject({ source, sourceVersion: 'main', resolvedSourceVersion: commit });
    expect(logs.lines(build.logs?.streamName)).toContain(`hello ${commit}`);
  });

  it('fails where the source has no such version, and says so', async () => {
    const source = { type: 'GITHUB', location: `file://${new GitRepository().folder}` } as const;
    const served = await serve(buildOf('true'), { source });

    const build = await waitFor(served, (await start(served, { sourceVersion: 'gone' })).id);

    const failed = build.phases?.find(({ phaseStatus }) => phaseStatus === 'FAILED');
    expect(build.buildStatus).toBe('FAILED');
    expect(failed).toMatchObject({ phaseType: 'DOWNLOAD_SOURCE' });
    expect(failed?.contexts?.[0]?.message).toContain('reference not found');
  });

  it('refuses a version where there is no source', async () => {
    const served = await serve(buildOf('true'));

    await expect(start(served, { sourceVersion: 'main' })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  it('tells what the buildspec exports, and nothing that is only set', async () => {
    const phases = `  pre_build: { commands: ['export ONE=1 TWO=old', 'THREE=3'] }
  build: { commands: ['export TWO="it''s new"'] }\n`;
    const served = await serve(spec(phases, '  exported-variables: [ONE, TWO, THREE, FOUR]\n'));

    const build = await waitFor(served, (await start(served)).id);

    expect(build.exportedEnvironmentVariables).toEqual([
      { name: 'ONE', value: '1' },
      { name: 'TWO', value: "it's new" },
    ]);
  });

  it('fails a privileged build on a machine without docker, and says so', async () => {
    const served = await serve(
      buildOf('true'),
      { privilegedMode: true },
      { PATH: mkdtempSync(join(tmpdir(), 'bin-')) },
    );

    const build = await waitFor(served, (await start(served)).id);

    const [reason] =
      build.phases?.flatMap(({ contexts = [] }) => contexts.flatMap(({ message }) => message || [])) ?? [];
    expect(build.buildStatus).toBe('FAILED');
    expect(reason).toContain('docker is not on the PATH of this machine');
  });

  it('gives the build its own variables and nothing of ours', async () => {
    const served = await serve(buildOf('env'));

    const build = await waitFor(served, (await start(served)).id);

    const lines = logs.lines(build.logs?.streamName);
    expect(lines).toContain(`CODEBUILD_BUILD_ID=${build.id}`);
    expect(lines).toContain(`CODEBUILD_BUILD_ARN=${build.arn}`);
    expect(lines).toContain('CODEBUILD_BUILD_NUMBER=1');
    expect(lines).toContain('AWS_REGION=eu-west-1');
    expect(lines.some((line) => line.startsWith('CODEBUILD_SRC_DIR='))).toBe(true);
    expect(lines.some((line) => line.startsWith('JEST_WORKER_ID='))).toBe(false);
  });

  it('runs post_build after a failed build and says so there, and fails', async () => {
    const served = await serve(
      spec(`  build: { commands: ['exit 4', 'echo never'], finally: ['echo finally'] }
  post_build: { commands: ['echo succeeding=$CODEBUILD_BUILD_SUCCEEDING'] }\n`),
    );

    const build = await waitFor(served, (await start(served)).id);

    expect(build.buildStatus).toBe('FAILED');
    const lines = logs.lines(build.logs?.streamName);
    expect(lines).toEqual(expect.arrayContaining(['finally', 'succeeding=0']));
    expect(lines).not.toContain('never');
    expect(build.phases?.find(({ phaseType }) => phaseType === 'BUILD')).toMatchObject({
      phaseStatus: 'FAILED',
      contexts: [{ message: 'Error while executing command. Reason: exit status 4' }],
    });
  });

  it('ends after a failed install phase', async () => {
    const served = await serve(
      spec(`  install: { commands: ['false'] }\n  build: { commands: ['echo never'] }\n`),
    );

    const build = await waitFor(served, (await start(served)).id);

    expect(build.buildStatus).toBe('FAILED');
    expect(build.phases?.some(({ phaseType }) => phaseType === 'BUILD')).toBe(false);
  });

  it('fails a build whose buildspec cannot be read', async () => {
    const served = await serve('version: 0.2\nphases: { biuld: {} }');

    const build = await waitFor(served, (await start(served)).id);

    expect(build.buildStatus).toBe('FAILED');
    expect(
      build.phases?.find(({ phaseType }) => phaseType === 'DOWNLOAD_SOURCE')?.contexts?.[0]?.message,
    ).toContain('YAML_FILE_ERROR');
  });

  it('stops a build with a kill that nothing survives, and reports it only then', async () => {
    const served = await serve(
      spec(`  build: { commands: ["trap '' TERM INT; sleep 100 & echo $! > child; wait"] }
  post_build: { commands: ['echo never'] }\n`),
    );
    const { id = '' } = await start(served);
    const child = await pidFile(served, 'child');

    const { build } = await served.client.send(new StopBuildCommand({ id }));

    expect(build).toMatchObject({ buildStatus: 'STOPPED', buildComplete: true });
    expect(isAlive(child)).toBe(false);
    expect(logs.lines(build?.logs?.streamName)).not.toContain('never');
  });

  it('knows what a build came to before the build is complete', async () => {
    let ship: (value?: unknown) => void = () => undefined;
    const slow = await startLogService(0, new Promise((resolve) => (ship = resolve)));
    const served = await serve(buildOf('echo one; exit 3'), { concurrentBuildLimit: 1 }, { shipTo: slow });
    const { id } = await start(served);

    let build = await get(served, id);
    while (build.buildStatus === 'IN_PROGRESS') build = await get(served, id);

    expect(build).toMatchObject({ buildStatus: 'FAILED', buildComplete: false });
    await expect(start(served)).rejects.toMatchObject({ name: 'AccountLimitExceededException' });
    expect(served.events).toHaveLength(1);
    ship();
    expect(await waitFor(served, id)).toMatchObject({ buildStatus: 'FAILED', currentPhase: 'COMPLETED' });
    await slow.close();
  });

  it('leaves nothing running behind a build that succeeded', async () => {
    const served = await serve(buildOf('sleep 100 >/dev/null 2>&1 & echo pid=$!'));

    const build = await waitFor(served, (await start(served)).id);

    const line = logs.lines(build.logs?.streamName).find((text) => text.startsWith('pid='));
    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(isAlive(Number(line?.slice(4)))).toBe(false);
  });

  it('kills a build that is above its time', async () => {
    const served = await serve(buildOf('sleep 100'), { timeoutInMinutes: 0.01 });

    const build = await waitFor(served, (await start(served)).id);

    expect(build.buildStatus).toBe('TIMED_OUT');
    expect(build.phases?.find(({ phaseType }) => phaseType === 'BUILD')?.phaseStatus).toBe('TIMED_OUT');
  });

  it('fails a build whose shell was killed from within', async () => {
    const served = await serve(buildOf('kill -9 $PPID'));

    const build = await waitFor(served, (await start(served)).id);

    expect(build.buildStatus).toBe('FAILED');
  });

  it('refuses a build above the project’s limit until one has ended', async () => {
    const served = await serve(buildOf('sleep 100'), { concurrentBuildLimit: 1 });
    const { id } = await start(served);

    await expect(start(served)).rejects.toMatchObject({ name: 'AccountLimitExceededException' });

    await served.client.send(new StopBuildCommand({ id }));
    await expect(start(served)).resolves.toMatchObject({ buildStatus: 'IN_PROGRESS' });
  });

  it('refuses every build while the account has no room, in the words of AWS', async () => {
    let room = 0;
    const served = await serve(buildOf('sleep 100'), {}, { capacity: () => room });
    const refused = (most: number) => ({
      name: 'AccountLimitExceededException',
      message: `Cannot have more than ${most} builds in queue for the account`,
    });

    await expect(start(served)).rejects.toMatchObject(refused(0));
    room = 1;
    await expect(start(served)).resolves.toMatchObject({ buildStatus: 'IN_PROGRESS' });
    await expect(start(served)).rejects.toMatchObject(refused(1));
  });

  it('starts one build for one idempotency token', async () => {
    const served = await serve(buildOf('true'));

    const first = await start(served, { idempotencyToken: 'run-1' });
    const second = await start(served, { idempotencyToken: 'run-1' });

    expect(second.id).toBe(first.id);
    const other = { idempotencyToken: 'run-1', environmentVariablesOverride: [{ name: 'A', value: 'b' }] };
    await expect(start(served, other)).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it.each([
    [{ projectName: 'other' }, 'ResourceNotFoundException'],
    [{ timeoutInMinutesOverride: 4 }, 'InvalidInputException'],
    [{ imageOverride: 'other' }, 'InvalidInputException'],
    [
      { environmentVariablesOverride: [{ name: 'A', value: 'b', type: 'SECRETS_MANAGER' as const }] },
      'InvalidInputException',
    ],
  ])('refuses StartBuild with %j', async (input, name) => {
    const served = await serve(buildOf('true'));

    await expect(start(served, input)).rejects.toMatchObject({ name });
  });

  it('tells of start and end in events of AWS’s shape', async () => {
    const served = await serve(buildOf('true'));

    const build = await waitFor(
      served,
      (await start(served, { environmentVariablesOverride: [{ name: 'RUN', value: '01X' }] })).id,
    );

    expect(served.events.map(({ detail }) => detail['build-status'])).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
    expect(served.events[1]).toMatchObject({
      'detail-type': 'CodeBuild Build State Change',
      source: 'aws.codebuild',
      account: '123456789012',
      region: 'eu-west-1',
      resources: [build.arn],
      detail: {
        'project-name': 'provision',
        'build-id': build.arn,
        'additional-information': {
          'build-complete': true,
          'build-start-time': expect.stringMatching(
            /^[A-Z][a-z]{2} \d+, \d{4} \d+:\d\d:\d\d [AP]M$/,
          ) as string,
          environment: {
            'environment-variables': [
              { name: 'STAGE', value: 'local', type: 'PLAINTEXT' },
              { name: 'RUN', value: '01X', type: 'PLAINTEXT' },
            ],
          },
        },
      },
    });
  });

  it('lists builds newest first and names those it does not know', async () => {
    const served = await serve(buildOf('true'));
    const [first, second] = [await start(served), await start(served)];

    const { ids } = await served.client.send(new ListBuildsForProjectCommand({ projectName: 'provision' }));
    const found = await served.client.send(
      new BatchGetBuildsCommand({ ids: [first.arn ?? '', 'provision:unknown'] }),
    );

    expect(ids).toEqual([second.id, first.id]);
    expect(found.builds?.map(({ id }) => id)).toEqual([first.id]);
    expect(found.buildsNotFound).toEqual(['provision:unknown']);
  });

  it('kills what runs when it closes', async () => {
    const served = await serve(buildOf('echo $$ > shell; sleep 100'));
    await start(served);
    const shell = await pidFile(served, 'shell');

    await served.close();

    expect(isAlive(shell)).toBe(false);
    expect(served.events.at(-1)?.detail['build-status']).toBe('STOPPED');
  });
});
