import { walkMachine } from '../../../support/aws/asl';
import type { TaskOutcome } from '../../../support/aws/asl';

const work = (fields: Record<string, unknown> = {}) =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Work',
    States: {
      Work: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'work', Payload: { id: '{% $states.input.id %}' } },
        Next: 'Done',
        ...fields,
      },
      Done: { Type: 'Succeed' },
      ...('Catch' in fields ? { Rescue: { Type: 'Pass', End: true } } : {}),
    },
  });

const fails = (error: string, cause = ''): TaskOutcome => ({ fails: error, cause });
const returns = (value: unknown): TaskOutcome => ({ returns: { Payload: value, StatusCode: 200 } });

const walkWork = (fields: Record<string, unknown>, outcomes: TaskOutcome[]) =>
  walkMachine({ definition: work(fields), input: { id: 'e1' }, tasks: { Work: outcomes } });

describe('a Task', () => {
  it('calls its resource with evaluated Arguments and gives the result to Output and Assign', async () => {
    const walk = await walkWork({ Output: '{% $states.result.Payload.n + 1 %}' }, [returns({ n: 41 })]);

    expect(walk.output).toBe(42);
    expect(walk.calls).toEqual([
      {
        state: 'Work',
        resource: 'arn:aws:states:::lambda:invoke',
        arguments: { FunctionName: 'work', Payload: { id: 'e1' } },
      },
    ]);
  });

  it('gives the whole result where no Output is written', async () => {
    const walk = await walkWork({}, [returns('ok')]);

    expect(walk.output).toEqual({ Payload: 'ok', StatusCode: 200 });
  });

  it('times out, without waiting for the work', async () => {
    const walk = await walkWork({ TimeoutSeconds: 60 }, [{ hangs: true }]);

    expect(walk).toMatchObject({ status: 'FAILED', error: 'States.Timeout', elapsedMs: 60_000 });
  });

  it('takes a computed time-out', async () => {
    const walk = await walkWork({ TimeoutSeconds: '{% $length($states.input.id) %}' }, [{ hangs: true }]);

    expect(walk.elapsedMs).toBe(2000);
  });
});

describe('a Retry', () => {
  it('waits longer each time, up to its longest delay', async () => {
    const Retry = [
      { ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 10 },
    ];

    const walk = await walkWork({ Retry }, [...Array<TaskOutcome>(4).fill(fails('Busy')), returns(1)]);

    expect(walk).toMatchObject({ status: 'SUCCEEDED', elapsedMs: (2 + 6 + 10 + 10) * 1000 });
  });

  it('makes three more attempts, 1 s doubling, when it says nothing else', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'] }];

    const walk = await walkWork({ Retry }, Array<TaskOutcome>(4).fill(fails('Busy')));

    expect(walk).toMatchObject({ status: 'FAILED', error: 'Busy', elapsedMs: 7000 });
  });

  it('waits no longer than computed when it has full jitter', async () => {
    const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 100, MaxAttempts: 1, JitterStrategy: 'FULL' }];

    const walk = await walkWork({ Retry }, [fails('Busy'), returns(1)]);

    expect(walk.elapsedMs).toBeLessThanOrEqual(100_000);
  });

  it('counts each retrier for itself', async () => {
    const Retry = [
      { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ['B'], IntervalSeconds: 10, MaxAttempts: 1 },
    ];

    const walk = await walkWork({ Retry }, [fails('A'), fails('B'), fails('A')]);

    expect(walk).toMatchObject({ status: 'FAILED', error: 'A', elapsedMs: 11_000 });
  });

  it('never retries when the first retrier that matches allows no attempt', async () => {
    const Retry = [{ ErrorEquals: ['A'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }];

    const walk = await walkWork({ Retry }, [fails('A')]);

    expect(walk.status).toBe('FAILED');
  });

  it('shows its count in the context', async () => {
    const Retry = [{ ErrorEquals: ['Busy'] }];
    const Output = '{% $states.context.State.RetryCount %}';

    const walk = await walkWork({ Retry, Output }, [fails('Busy'), fails('Busy'), returns(1)]);

    expect(walk.output).toBe(2);
  });

  it('retries a failed expression of its own state', async () => {
    const Retry = [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }];
    const Output = '{% $states.result.Payload.ready %}';

    const walk = await walkWork({ Retry, Output }, [returns({}), returns({ ready: true })]);

    expect(walk.output).toBe(true);
  });
});

describe('a Catch', () => {
  it('goes on with the error as output', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Rescue' }];

    const walk = await walkWork({ Catch }, [fails('Broken', 'a reason')]);

    expect(walk).toMatchObject({
      visited: ['Work', 'Rescue'],
      output: { Error: 'Broken', Cause: 'a reason' },
    });
  });

  it('shapes output and variables from the error and the input', async () => {
    const Catch = [
      {
        ErrorEquals: ['Broken'],
        Assign: { why: '{% $states.errorOutput.Error %}' },
        Output: { id: '{% $states.input.id %}', cause: '{% $states.errorOutput.Cause %}' },
        Next: 'Rescue',
      },
    ];

    const walk = await walkWork({ Catch }, [fails('Broken', 'a reason')]);

    expect(walk.output).toEqual({ id: 'e1', cause: 'a reason' });
  });

  it('comes after the last retry', async () => {
    const Retry = [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }];
    const Catch = [{ ErrorEquals: ['Busy'], Next: 'Rescue' }];

    const walk = await walkWork({ Retry, Catch }, [fails('Busy'), fails('Busy')]);

    expect(walk).toMatchObject({ status: 'SUCCEEDED', elapsedMs: 1000 });
    expect(walk.calls).toHaveLength(2);
  });

  it.each([
    ['States.TaskFailed', 'Broken', 'SUCCEEDED'],
    ['States.TaskFailed', 'States.Timeout', 'FAILED'],
    ['States.Timeout', 'States.Timeout', 'SUCCEEDED'],
    ['States.ALL', 'States.Timeout', 'SUCCEEDED'],
    ['States.ALL', 'States.Runtime', 'FAILED'],
    ['States.Runtime', 'States.Runtime', 'FAILED'],
    ['States.ALL', 'States.DataLimitExceeded', 'FAILED'],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', 'SUCCEEDED'],
    ['Other', 'Broken', 'FAILED'],
  ])('of %s meets %s: %s', async (caught, error, status) => {
    const Catch = [{ ErrorEquals: [caught], Next: 'Rescue' }];

    const walk = await walkWork({ Catch }, [fails(error)]);

    expect(walk.status).toBe(status);
  });

  it('does not cover its own expressions', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.nothing %}', Next: 'Rescue' }];

    const walk = await walkWork({ Catch }, [fails('Broken')]);

    expect(walk).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(walk.cause).toContain("'Catch[0]/Output'");
  });
});
