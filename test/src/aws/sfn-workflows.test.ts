import { SFNClient } from '@aws-sdk/client-sfn';
import { createSfnWorkflows } from '../../../src/aws/sfn-workflows';
import type { Workflows } from '../../../src/operations/ports/environment';
import { start } from '../../support/builders/births';
import { refuse, startScripted } from '../../support/aws/scripted-service';
import { ulidAt } from '../../support/builders/ulids';

const arn = 'arn:aws:states:us-east-1:123456789012';
const run = ulidAt(start, 2);
const input = { name: 'foo', id: ulidAt(start, 1), runId: run };

let service: Awaited<ReturnType<typeof startScripted>>;
let workflows: Workflows;

beforeEach(async () => {
  const sfn = { targetPrefix: 'AWSStepFunctions', contentType: 'application/x-amz-json-1.0' } as const;
  service = await startScripted(sfn, {
    StartExecution: () => ({ executionArn: 'x', startDate: 0 }),
    StopExecution: () => ({ stopDate: 0 }),
    DescribeExecution: () => ({ status: 'RUNNING' }),
    GetExecutionHistory: () => ({ events: [] }),
  });
  workflows = createSfnWorkflows(new SFNClient(service.client), `${arn}:stateMachine:leasehold-`);
});
afterEach(() => service.close());

it('starts an execution that has the name of its run', async () => {
  await workflows.start('apply-plan', input);

  expect(service.calls[0]?.input).toMatchObject({
    stateMachineArn: `${arn}:stateMachine:leasehold-apply-plan`,
    name: run,
    input: JSON.stringify(input),
  });
});

it('takes an execution that is there already for started, and one that is not for stopped', async () => {
  service.answers['StartExecution'] = () => refuse('ExecutionAlreadyExists');
  service.answers['StopExecution'] = () => refuse('ExecutionDoesNotExist');

  await workflows.start('apply-plan', input);
  await workflows.stop('destroy-environment', run);

  expect(service.calls[1]?.input).toMatchObject({
    executionArn: `${arn}:execution:leasehold-destroy-environment:${run}`,
  });
});

it.each([
  ['RUNNING', 'running'],
  ['PENDING_REDRIVE', 'running'],
  ['SUCCEEDED', 'over'],
  ['FAILED', 'over'],
  ['TIMED_OUT', 'over'],
  ['ABORTED', 'over'],
])('an execution that is %s is %s', async (status, state) => {
  service.answers['DescribeExecution'] = () => ({ status });

  expect(await workflows.describe('apply-plan', run)).toBe(state);
});

it('knows an execution that is absent from one it could not ask about', async () => {
  service.answers['DescribeExecution'] = () => refuse('ExecutionDoesNotExist');
  expect(await workflows.describe('apply-plan', run)).toBe('absent');

  service.answers['DescribeExecution'] = () => refuse('ThrottlingException');
  await expect(workflows.describe('apply-plan', run)).rejects.toThrow('ThrottlingException');
});

describe('what keeps the build of a run from being started', () => {
  const words = 'Cannot have more than 0 builds in queue for the account';
  const event = (type: string, details: object = {}) => ({
    id: 1,
    timestamp: 1_767_225_600,
    type,
    ...details,
  });
  const refused = (error: string) =>
    event('TaskSubmitFailed', {
      taskSubmitFailedEventDetails: {
        resourceType: 'codebuild',
        resource: 'startBuild.sync',
        error,
        cause: `${words} (Service: AWSCodeBuild; Status Code: 400; Error Code: ${error}; Request ID: 1)`,
      },
    });
  const full = refused('CodeBuild.AccountLimitExceededException');
  const attempt = [event('TaskStarted'), event('TaskScheduled')];
  const refusal = async (...events: object[]) => {
    service.answers['GetExecutionHistory'] = () => ({ events });
    return workflows.refusal('apply-plan', run);
  };

  it('is what CodeBuild said last, also while it is asked again', async () => {
    const said = { at: '2026-01-01T00:00:00.000Z', words };

    expect(await refusal(full, ...attempt)).toEqual(said);
    expect(await refusal(...attempt, full, ...attempt)).toEqual(said);
    expect(service.calls[0]?.input).toEqual({
      executionArn: `${arn}:execution:leasehold-apply-plan:${run}`,
      reverseOrder: true,
      maxResults: 10,
    });
  });

  it.each([
    ['while it was never asked', attempt],
    ['once a build was started', [event('TaskSubmitted'), ...attempt, full]],
    ['for any other error', [refused('CodeBuild.CodeBuildException'), ...attempt, full]],
  ])('is nothing %s', async (_when, events) => {
    expect(await refusal(...events)).toBeNull();
  });

  it('is nothing for an execution that is absent', async () => {
    service.answers['GetExecutionHistory'] = () => refuse('ExecutionDoesNotExist');

    expect(await workflows.refusal('apply-plan', run)).toBeNull();
  });
});

describe('why the build of a run failed', () => {
  const enospc = "ENOSPC: no space left on device, mkdtemp '/tmp/builds/build-XXXXXX'";
  const taskFailed = (cause: string, resourceType = 'codebuild') => ({
    id: 1,
    timestamp: 1_767_225_600,
    type: 'TaskFailed',
    taskFailedEventDetails: { resourceType, resource: 'startBuild.sync', error: 'States.TaskFailed', cause },
  });
  const phases = (...Phases: object[]) => JSON.stringify({ Build: { Id: 'runner:1', Phases } });
  const failure = (...events: object[]) => {
    service.answers['GetExecutionHistory'] = () => ({ events });
    return workflows.failure('apply-plan', run);
  };
  const after = { id: 2, timestamp: 1_767_225_601, type: 'TaskScheduled' };

  it('is what its failed phase says, by its name', async () => {
    const cause = phases(
      { PhaseType: 'SUBMITTED', PhaseStatus: 'SUCCEEDED', Contexts: [{ Message: '' }] },
      { PhaseType: 'DOWNLOAD_SOURCE', PhaseStatus: 'FAULT', Contexts: [{ Message: enospc }] },
      { PhaseType: 'COMPLETED' },
    );

    expect(await failure(after, taskFailed(cause))).toBe(`${enospc} (DOWNLOAD_SOURCE)`);
  });

  it('is what CodeBuild refused it with', async () => {
    const taskSubmitFailedEventDetails = {
      resourceType: 'codebuild',
      resource: 'startBuild.sync',
      cause: 'Project cannot be found: runner (Service: AWSCodeBuild; Status Code: 400)',
    };

    expect(await failure({ ...after, type: 'TaskSubmitFailed', taskSubmitFailedEventDetails })).toBe(
      'Project cannot be found: runner',
    );
  });

  it.each([
    ['no task failed', [after]],
    ['another task failed', [taskFailed(phases({ PhaseType: 'BUILD', PhaseStatus: 'FAILED' }), 'lambda')]],
    ['no phase says why', [taskFailed(phases({ PhaseType: 'BUILD', PhaseStatus: 'FAILED' }))]],
    ['what is said is no build', [taskFailed('{"Arn":1}')]],
    ['what is said is no JSON', [taskFailed('The build was stopped')]],
  ])('is not known where %s', async (_where, events) => {
    expect(await failure(...events)).toBeNull();
  });
});

it.each(['start', 'stop'] as const)('hands on that it could not %s', async (what) => {
  service.answers['StartExecution'] = () => refuse('StateMachineDoesNotExist');
  service.answers['StopExecution'] = () => refuse('AccessDeniedException');

  const asked = what === 'start' ? workflows.start('apply-plan', input) : workflows.stop('apply-plan', run);

  await expect(asked).rejects.toThrow('as scripted');
});
