import { walkMachine } from '../../../support/aws/asl';

const machine = (states: Record<string, unknown>, startAt = Object.keys(states)[0]) =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: startAt, States: states });

describe('runMachine', () => {
  it('passes output and variables from state to state', async () => {
    const definition = machine({
      First: {
        Type: 'Pass',
        Assign: { id: '{% $states.input.id %}', old: 1 },
        Output: { seen: '{% $states.input.id & "!" %}' },
        Next: 'Second',
      },
      Second: {
        Type: 'Pass',
        Output: ['{% $id %}', '{% $states.input.seen %}', ' {% not one %}'],
        End: true,
      },
    });

    const walk = await walkMachine({ definition, input: { id: 'a' } });

    expect(walk).toMatchObject({
      visited: ['First', 'Second'],
      status: 'SUCCEEDED',
      output: ['a', 'a!', ' {% not one %}'],
    });
  });

  it('evaluates Assign and Output with the variables as they were on entry', async () => {
    const definition = machine({
      Set: { Type: 'Pass', Assign: { n: 1 }, Next: 'Count' },
      Count: { Type: 'Pass', Assign: { n: '{% $n + 1 %}' }, Output: '{% $n %}', Next: 'Show' },
      Show: { Type: 'Succeed', Output: { before: '{% $states.input %}', after: '{% $n %}' } },
    });

    const walk = await walkMachine({ definition });

    expect(walk.output).toEqual({ before: 1, after: 2 });
  });

  it('keeps the input as output where no Output is written', async () => {
    const definition = machine({
      Wait: { Type: 'Wait', Seconds: 3600, Next: 'End' },
      End: { Type: 'Succeed' },
    });

    const walk = await walkMachine({ definition, input: { a: [1] } });

    expect(walk).toMatchObject({ output: { a: [1] }, elapsedMs: 3_600_000 });
  });

  it('shows execution, machine and state in the context', async () => {
    const definition = machine({ Look: { Type: 'Pass', Output: '{% $states.context %}', End: true } });

    const walk = await walkMachine({ definition });

    expect(walk.output).toMatchObject({
      Execution: { Name: '1' },
      StateMachine: { Name: 'walk' },
      State: { Name: 'Look', EnteredTime: '2026-01-01T00:00:00.000Z', RetryCount: 0 },
    });
  });

  it('fails when an expression gives nothing, naming state, expression and field', async () => {
    const definition = machine({
      Look: { Type: 'Pass', Output: { a: ['{% $states.input.missing %}'] }, End: true },
    });

    const walk = await walkMachine({ definition });

    expect(walk).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'Look' (entered at the event id #1). The JSONata expression '$states.input.missing' specified for the field 'Output/a[0]' returned nothing (undefined).",
    });
  });

  it('refuses an output above 256 KB', async () => {
    const definition = machine({
      Grow: { Type: 'Pass', Output: '{% $pad("", 300000, "x") %}', End: true },
    });

    const walk = await walkMachine({ definition });

    expect(walk).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('ends a loop without a wait at the history limit', async () => {
    const definition = machine({
      Ping: { Type: 'Pass', Next: 'Pong' },
      Pong: {
        Type: 'Choice',
        Choices: [{ Condition: '{% false %}', Next: 'Done' }],
        Default: 'Ping',
      },
      Done: { Type: 'Succeed' },
    });

    const walk = await walkMachine({ definition });

    expect(walk).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(walk.cause).toContain('maximum number of history events (25000)');
  });
});
