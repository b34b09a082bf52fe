import { EventEmitter } from 'node:events';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { AwsFault, startAwsJson } from '../../../../src/emulators/aws-json';
import type { AwsJsonEndpoint, AwsOperation } from '../../../../src/emulators/aws-json';
import { systemClock } from '../../../../src/emulators/clock';
import { createBuildTask } from '../../../../src/emulators/step-functions/start-build';
import type { BuildChanges, BuildTask } from '../../../../src/emulators/step-functions/start-build';
import { StateFailure } from '../../../../src/emulators/step-functions/state-failure';

describe('the codebuild:startBuild.sync integration', () => {
  let endpoint: AwsJsonEndpoint;
  let client: CodeBuildClient;
  let changes: BuildChanges;
  let task: BuildTask;
  let received: [string, unknown][];
  let answers: Record<string, AwsOperation>;

  beforeEach(async () => {
    received = [];
    answers = {
      StartBuild: async () => ({ build: { id: 'p:1', buildStatus: 'IN_PROGRESS' } }),
      BatchGetBuilds: async () => ({ builds: [{ id: 'p:1', buildStatus: 'IN_PROGRESS' }] }),
      StopBuild: async () => ({ build: { id: 'p:1', buildStatus: 'STOPPED' } }),
    };
    const receive =
      (name: string): AwsOperation =>
      async (input) => {
        received.push([name, input]);
        return answers[name]?.(input);
      };
    endpoint = await startAwsJson({
      targetPrefix: 'CodeBuild_20161006',
      contentType: 'application/x-amz-json-1.1',
      operations: Object.fromEntries(Object.keys(answers).map((name) => [name, receive(name)])),
    });
    client = new CodeBuildClient({
      endpoint: endpoint.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      maxAttempts: 1,
    });
    changes = new EventEmitter();
    task = createBuildTask({ client, clock: systemClock, pollMs: 5, changes });
  });

  afterEach(() => endpoint.close());

  const run = (
    signal = new AbortController().signal,
    submitted: (output: unknown) => void = () => undefined,
  ) =>
    task.run({
      resource: 'arn:aws:states:::codebuild:startBuild.sync',
      stateName: 'Provision',
      arguments: {
        ProjectName: 'p',
        EnvironmentVariablesOverride: [{ Name: 'RUN_ID', Type: 'PLAINTEXT', Value: 'r1' }],
      },
      signal,
      submitted,
    });

  const finishAs = (buildStatus: string) => {
    let polls = 0;
    answers['BatchGetBuilds'] = async () => {
      polls += 1;
      const done = polls > 2;
      return {
        builds: [
          {
            id: 'p:1',
            buildStatus: done ? buildStatus : 'IN_PROGRESS',
            buildComplete: done,
            startTime: 1767225600.5,
          },
        ],
      };
    };
  };

  it('starts the build in the words of its API and answers in those of Step Functions', async () => {
    const submitted = jest.fn();
    finishAs('SUCCEEDED');

    const result = await run(undefined, submitted);

    expect(received[0]).toEqual([
      'StartBuild',
      {
        projectName: 'p',
        environmentVariablesOverride: [{ name: 'RUN_ID', type: 'PLAINTEXT', value: 'r1' }],
      },
    ]);
    expect(submitted).toHaveBeenCalledWith({ Build: { Id: 'p:1', BuildStatus: 'IN_PROGRESS' } });
    expect(result).toEqual({
      Build: { Id: 'p:1', BuildStatus: 'SUCCEEDED', BuildComplete: true, StartTime: 1767225600500 },
    });
  });

  it('looks at a build again when it has changed, and not only when the time for it has come', async () => {
    const hour = 3_600_000;
    task = createBuildTask({ client, clock: systemClock, pollMs: hour, changes });
    answers['StartBuild'] = async () => ({ build: { id: 'p:1', arn: 'arn:p:1' } });
    let buildComplete = false;
    answers['BatchGetBuilds'] = async () => {
      const build = { id: 'p:1', buildStatus: 'SUCCEEDED', buildComplete };
      // It ends while the look is under way, which does not show it yet.
      buildComplete = true;
      changes.emit('arn:p:1');
      return { builds: [build] };
    };

    await expect(run()).resolves.toMatchObject({ Build: { BuildComplete: true } });

    expect(received.map(([name]) => name)).toEqual(['StartBuild', 'BatchGetBuilds', 'BatchGetBuilds']);
    expect(changes.eventNames()).toEqual([]);
  });

  it.each(['FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED'])('fails when the build ends %s', async (status) => {
    finishAs(status);

    const failure = await run().catch((error: unknown) => error);

    expect(failure).toMatchObject({ error: 'States.TaskFailed' });
    expect(JSON.parse((failure as Error).message)).toMatchObject({
      Build: { Id: 'p:1', BuildStatus: status },
    });
  });

  it.each([
    ['AccountLimitExceededException', 'CodeBuild.AccountLimitExceededException'],
    ['InvalidInputException', 'CodeBuild.InvalidInputException'],
    ['ThrottlingException', 'CodeBuild.CodeBuildException'],
  ])('names the refusal %s %s', async (type, error) => {
    answers['StartBuild'] = async () => {
      throw new AwsFault(type, 'not now');
    };

    await expect(run()).rejects.toMatchObject({ error, message: expect.stringContaining('not now') });
  });

  it('names a service that cannot be reached', async () => {
    await endpoint.close();

    await expect(run()).rejects.toMatchObject({ error: 'CodeBuild.SdkClientException' });
  });

  it('asks again when a poll fails', async () => {
    let polls = 0;
    answers['BatchGetBuilds'] = async () => {
      polls += 1;
      if (polls < 3) throw new AwsFault('InternalFailure', 'hiccup', 500);
      return { builds: [{ id: 'p:1', buildStatus: 'SUCCEEDED', buildComplete: true }] };
    };

    await expect(run()).resolves.toMatchObject({ Build: { BuildStatus: 'SUCCEEDED' } });
  });

  it('fails when the build is not known any more', async () => {
    answers['BatchGetBuilds'] = async () => ({ builds: [], buildsNotFound: ['p:1'] });

    await expect(run()).rejects.toMatchObject({ error: 'States.TaskFailed' });
  });

  const stopsReceived = () => received.filter(([name]) => name === 'StopBuild');

  it('stops the build when the execution is over', async () => {
    const abort = new AbortController();
    const running = run(abort.signal, () => setTimeout(() => abort.abort(new Error('stopped')), 10));

    await expect(running).rejects.toThrow('stopped');

    expect(stopsReceived()).toEqual([['StopBuild', { id: 'p:1' }]]);
  });

  it('stops the build when the execution ends while it is being started', async () => {
    const abort = new AbortController();
    answers['StartBuild'] = async () => {
      abort.abort(new Error('stopped'));
      return { build: { id: 'p:1' } };
    };

    void run(abort.signal).catch(() => undefined);
    await task.drain();

    expect(stopsReceived()).toHaveLength(1);
  });

  it('lets the build run on when only the Task timed out', async () => {
    const abort = new AbortController();
    const timeout = new StateFailure('States.Timeout', '');
    const running = run(abort.signal, () => setTimeout(() => abort.abort(timeout), 10));

    await expect(running).rejects.toBe(timeout);

    expect(stopsReceived()).toEqual([]);
  });
});
