import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { EventInput } from '../../../../src/emulators/events/event';
import { startStepFunctions } from '../../../../src/emulators/step-functions/start-step-functions';
import type { StepFunctionsEndpoint } from '../../../../src/emulators/step-functions/start-step-functions';

const access = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  maxAttempts: 1,
};

const settle = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Settle run',
  TimeoutSeconds: 3600,
  States: {
    'Settle run': {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${Function}', Payload: '{% $states.input %}' },
      Assign: { settled: true },
      Output: '{% $states.result.Payload %}',
      End: true,
    },
  },
});
const wait = (fields: Record<string, unknown> = {}) =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } },
    ...fields,
  });

const build = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Build',
  States: {
    Build: {
      Type: 'Task',
      Resource: 'arn:aws:states:::codebuild:startBuild.sync',
      Arguments: { ProjectName: 'p' },
      End: true,
    },
  },
});

describe('startStepFunctions', () => {
  let endpoint: StepFunctionsEndpoint;
  let sfn: SFNClient;
  let events: EventInput[];
  let invoke: (name: string, payload: unknown) => Promise<unknown>;

  beforeEach(async () => {
    events = [];
    invoke = async (name, payload) => ({ name, payload });
    endpoint = await startStepFunctions({
      machines: [
        { name: 'settle', definition: settle, substitutions: { Function: 'settle-run' } },
        { name: 'wait', definition: wait() },
        { name: 'build', definition: build },
        { name: 'brief', definition: wait({ TimeoutSeconds: 1 }) },
      ],
      region: 'us-east-1',
      account: '123456789012',
      invokeLambda: (name, payload) => invoke(name, payload),
      codeBuild: new CodeBuildClient({ ...access, endpoint: 'http://127.0.0.1:1' }),
      onStatusChange: (event) => events.push(event),
    });
    sfn = new SFNClient({ ...access, endpoint: endpoint.url });
  });

  afterEach(async () => {
    sfn.destroy();
    await endpoint.close();
  });

  const arnOf = (machine: string) => endpoint.arns[machine] ?? '';
  const start = (machine: string, name: string, input = '{}') =>
    sfn.send(new StartExecutionCommand({ stateMachineArn: arnOf(machine), name, input }));
  const describeExecution = (name: string, machine = 'settle') =>
    sfn.send(
      new DescribeExecutionCommand({
        executionArn: `arn:aws:states:us-east-1:123456789012:execution:${machine}:${name}`,
      }),
    );
  const whenOver = async (name: string, machine = 'settle') => {
    for (;;) {
      const execution = await describeExecution(name, machine);
      if (execution.status !== 'RUNNING') return execution;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('runs a machine and describes its end', async () => {
    const started = await start('settle', 'r1', '{"runId":"r1"}');

    const execution = await whenOver('r1');

    expect(started.executionArn).toBe('arn:aws:states:us-east-1:123456789012:execution:settle:r1');
    expect(started.startDate).toBeInstanceOf(Date);
    expect(execution).toMatchObject({
      executionArn: started.executionArn,
      stateMachineArn: arnOf('settle'),
      name: 'r1',
      status: 'SUCCEEDED',
      input: '{"runId":"r1"}',
      output: '{"name":"settle-run","payload":{"runId":"r1"}}',
    });
    expect(execution.stopDate).toBeInstanceOf(Date);
  });

  it('describes a failure by its error and cause', async () => {
    invoke = async () => {
      throw Object.assign(new Error('no such run'), { name: 'RunNotFound' });
    };
    await start('settle', 'r1');

    const execution = await whenOver('r1');

    expect(execution).toMatchObject({ status: 'FAILED', error: 'RunNotFound' });
    expect(execution.cause).toContain('no such run');
  });

  it('answers a repeated start of a running execution with the same execution', async () => {
    const first = await start('wait', 'r1', '{"a":1}');

    const second = await start('wait', 'r1', '{"a":1}');

    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
  });

  it('refuses a name that runs with another input', async () => {
    await start('wait', 'r1', '{"a":1}');

    await expect(start('wait', 'r1', '{"a":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('refuses a name whose execution is over, even with the same input', async () => {
    await start('settle', 'r1');
    await whenOver('r1');

    await expect(start('settle', 'r1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('keeps names apart by machine', async () => {
    await start('wait', 'r1');

    await expect(start('settle', 'r1')).resolves.toBeDefined();
  });

  it.each([
    ['InvalidName', 'has space', '{}'],
    ['InvalidName', 'a:b', '{}'],
    ['InvalidName', 'x'.repeat(81), '{}'],
    ['InvalidExecutionInput', 'r1', '{"a"'],
    ['InvalidExecutionInput', 'r1', JSON.stringify('x'.repeat(262_144))],
  ])('answers %s to an execution named %.12s with input %.6s', async (fault, name, input) => {
    await expect(start('wait', name, input)).rejects.toMatchObject({ name: fault });
  });

  it('does not know other machines and executions', async () => {
    const other = new StartExecutionCommand({ stateMachineArn: `${arnOf('wait')}x` });

    await expect(sfn.send(other)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
    await expect(describeExecution('none')).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });

  it('stops an execution at once, and a second stop changes nothing', async () => {
    const { executionArn } = await start('wait', 'r1');

    const stop = new StopExecutionCommand({ executionArn, error: 'Cancelled', cause: 'asked for' });
    const { stopDate } = await sfn.send(stop);
    const again = await sfn.send(new StopExecutionCommand({ executionArn, error: 'Other' }));

    expect(again.stopDate).toEqual(stopDate);
    expect(await describeExecution('r1', 'wait')).toMatchObject({
      status: 'ABORTED',
      error: 'Cancelled',
      cause: 'asked for',
      stopDate,
    });
  });

  it('aborts the signal of a function that runs when its execution is stopped', async () => {
    const signals: AbortSignal[] = [];
    const own = await startStepFunctions({
      machines: [{ name: 'settle', definition: settle, substitutions: { Function: 'f' } }],
      region: 'us-east-1',
      account: '123456789012',
      invokeLambda: (_name, _payload, signal) => new Promise(() => signals.push(signal)),
      codeBuild: new CodeBuildClient({ ...access, endpoint: 'http://127.0.0.1:1' }),
      onStatusChange: () => undefined,
    });
    const client = new SFNClient({ ...access, endpoint: own.url });
    await client.send(new StartExecutionCommand({ stateMachineArn: own.arns['settle'], name: 'r1' }));
    while (signals.length === 0) await new Promise((resolve) => setImmediate(resolve));

    await own.close();

    expect(signals[0]?.aborted).toBe(true);
  });

  it('times an execution out', async () => {
    await start('brief', 'r1');

    const execution = await whenOver('r1', 'brief');

    expect(execution).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });

  it('lists the executions of a machine, newest first, page by page and by status', async () => {
    for (const name of ['a', 'b', 'c']) await start('wait', name);
    await sfn.send(
      new StopExecutionCommand({ executionArn: `${arnOf('wait').replace('stateMachine', 'execution')}:b` }),
    );
    const list = (more: object) =>
      sfn.send(new ListExecutionsCommand({ stateMachineArn: arnOf('wait'), ...more }));

    const first = await list({ maxResults: 2 });
    const second = await list({ maxResults: 2, nextToken: first.nextToken });
    const running = await list({ statusFilter: 'RUNNING' });

    const namesOf = (page: typeof first) => page.executions?.map(({ name }) => name);
    expect([namesOf(first), namesOf(second), namesOf(running)]).toEqual([['c', 'b'], ['a'], ['c', 'a']]);
    expect(second.nextToken).toBeUndefined();
    await expect(list({ nextToken: 'made up' })).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('tells the true history of an execution', async () => {
    const { executionArn } = await start('settle', 'r1', '{"runId":"r1"}');
    await whenOver('r1');

    const { events: told } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));

    expect(told?.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'TaskStateEntered'],
      [3, 2, 'TaskScheduled'],
      [4, 3, 'TaskStarted'],
      [5, 4, 'TaskSucceeded'],
      [6, 5, 'TaskStateExited'],
      [7, 6, 'ExecutionSucceeded'],
    ]);
    expect(told?.[2]?.taskScheduledEventDetails).toEqual({
      resource: 'invoke',
      resourceType: 'lambda',
      region: 'us-east-1',
      parameters: '{"FunctionName":"settle-run","Payload":{"runId":"r1"}}',
    });
    expect(told?.[5]?.stateExitedEventDetails).toMatchObject({
      name: 'Settle run',
      assignedVariables: { settled: 'true' },
    });
  });

  it('tells a build that could not be started from one that failed', async () => {
    const { executionArn } = await start('build', 'r1');
    await whenOver('r1', 'build');

    const { events: told } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));

    expect(told?.[4]).toMatchObject({
      type: 'TaskSubmitFailed',
      taskSubmitFailedEventDetails: {
        resourceType: 'codebuild',
        resource: 'startBuild.sync',
        error: 'CodeBuild.SdkClientException',
      },
    });
  });

  it('tells the history backwards and without data when asked', async () => {
    const { executionArn } = await start('settle', 'r1', '{"secret":"s3cret"}');
    await whenOver('r1');

    const { events: told, nextToken } = await sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        includeExecutionData: false,
        maxResults: 5,
      }),
    );

    expect(told?.map(({ id }) => id)).toEqual([7, 6, 5, 4, 3]);
    expect(nextToken).toBeDefined();
    expect(JSON.stringify(told)).not.toContain('s3cret');
  });

  it('tells of the start and the end of every execution as AWS does', async () => {
    await start('settle', 'r1', '{"runId":"r1"}');
    const { startDate, stopDate } = await whenOver('r1');

    const [started, ended] = events;

    expect(events).toHaveLength(2);
    expect(started).toMatchObject({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      resources: ['arn:aws:states:us-east-1:123456789012:execution:settle:r1'],
      detail: { status: 'RUNNING', stopDate: null, output: null },
    });
    expect(ended?.detail).toMatchObject({
      executionArn: 'arn:aws:states:us-east-1:123456789012:execution:settle:r1',
      stateMachineArn: arnOf('settle'),
      name: 'r1',
      status: 'SUCCEEDED',
      startDate: startDate?.getTime(),
      stopDate: stopDate?.getTime(),
      input: '{"runId":"r1"}',
      inputDetails: { included: true },
      outputDetails: { included: true },
    });
  });

  it('leaves data out of an event that it would make too large', async () => {
    const input = JSON.stringify('x'.repeat(254_000));
    await start('wait', 'r1', input);

    expect(events[0]?.detail).toMatchObject({ input: null, inputDetails: { included: false } });
  });

  it('does not start with a definition that AWS would refuse', async () => {
    const starting = startStepFunctions({
      machines: [{ name: 'broken', definition: settle }],
      region: 'us-east-1',
      account: '123456789012',
      invokeLambda: async () => undefined,
      codeBuild: new CodeBuildClient(access),
      onStatusChange: () => undefined,
    });

    await expect(starting).rejects.toMatchObject({ type: 'InvalidDefinition' });
  });

  it('closes with executions under way, saying nothing more', async () => {
    await start('wait', 'r1');

    await endpoint.close();

    expect(events).toHaveLength(1);
    await expect(describeExecution('r1', 'wait')).rejects.toThrow();
  });
});
