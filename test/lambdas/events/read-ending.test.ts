import { readEnding } from '../../../lambdas/events/read-ending';

const name = 'foo';
const id = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
const runId = '01JD3V8K2N7Q4R5S6T7V8W9XY0';

const built = (variables: Record<string, string>) => ({
  version: '0',
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  detail: {
    'build-status': 'SUCCEEDED',
    'project-name': 'leasehold-provision',
    'build-id': 'arn:aws:codebuild:us-east-1:123456789012:build/leasehold-provision:1',
    'additional-information': {
      environment: {
        'compute-type': 'BUILD_GENERAL1_SMALL',
        'environment-variables': Object.entries(variables).map(([key, value]) => ({
          name: key,
          type: 'PLAINTEXT',
          value,
        })),
      },
    },
  },
});
const executed = (status: string, input: string | null) => ({
  version: '0',
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  detail: {
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:main-provision-environment:run',
    status,
    input,
    inputDetails: { included: input !== null },
  },
});

describe('readEnding', () => {
  it('finds the run of a build in its variables', () => {
    const variables = { LEASEHOLD_ENVIRONMENT: name, LEASEHOLD_LIFE: id, LEASEHOLD_RUN: runId, OTHER: 'x' };

    expect(readEnding(built(variables))).toEqual({ name, id, runId });
  });

  it.each(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'])(
    'finds the run of an execution in its input, and knows that %s is its end',
    (status) => {
      const event = executed(status, JSON.stringify({ name, id, runId }));

      expect(readEnding(event)).toEqual({ name, id, runId, workflowOver: true });
    },
  );

  it.each(['RUNNING', 'PENDING_REDRIVE'])('does not take %s for an end', (status) => {
    expect(readEnding(executed(status, JSON.stringify({ name, id, runId })))).toMatchObject({
      workflowOver: false,
    });
  });

  it.each([
    ['a build started by hand', built({})],
    ['a build of something else', built({ LEASEHOLD_ENVIRONMENT: 'foo', LEASEHOLD_RUN: 'one' })],
    ['an execution whose input was left out', executed('FAILED', null)],
    ['an execution of something else', executed('FAILED', '{"order":7}')],
    ['an execution whose input is cut off', executed('FAILED', '{"name":')],
  ])('leaves %s alone', (_, event) => {
    expect(readEnding(event)).toBeUndefined();
  });

  it.each([[undefined], ['text'], [{ 'detail-type': 'EC2 Instance State-change Notification', detail: {} }]])(
    'refuses an event of another kind: %j',
    (event) => {
      expect(() => readEnding(event)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }));
    },
  );
});
