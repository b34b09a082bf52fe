import { walkMachine } from '../../../support/aws/asl';

const machine = (states: Record<string, unknown>) =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Start', States: states });

describe('a Choice', () => {
  const choose = (fields: Record<string, unknown> = {}) =>
    machine({
      Start: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n > 10 %}', Next: 'Big', Output: 'big', Assign: { size: 'L' } },
          { Condition: '{% $states.input.n > 5 %}', Next: 'Middle' },
        ],
        ...fields,
      },
      Big: { Type: 'Succeed', Output: '{% $states.input & $size %}' },
      Middle: { Type: 'Succeed' },
      ...('Default' in fields ? { Small: { Type: 'Succeed' } } : {}),
    });

  it.each([
    [{ n: 11 }, 'Big', 'bigL'],
    [{ n: 6 }, 'Middle', { n: 6 }],
    [{ n: 1 }, 'Small', 'none'],
  ])('sends %j to %s', async (input, state, output) => {
    const walk = await walkMachine({ definition: choose({ Default: 'Small', Output: 'none' }), input });

    expect(walk).toMatchObject({ visited: ['Start', state], output });
  });

  it('fails when nothing matches and there is no Default', async () => {
    const walk = await walkMachine({ definition: choose(), input: { n: 1 } });

    expect(walk).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  it('fails when a Condition is not a boolean', async () => {
    const definition = machine({
      Start: { Type: 'Choice', Choices: [{ Condition: '{% "yes" %}', Next: 'End' }] },
      End: { Type: 'Succeed' },
    });

    const walk = await walkMachine({ definition });

    expect(walk.error).toBe('States.QueryEvaluationError');
    expect(walk.cause).toContain("'Choices[0]/Condition' must be a boolean");
  });
});

describe('a Wait', () => {
  const wait = (fields: Record<string, unknown>) =>
    machine({ Start: { Type: 'Wait', ...fields, End: true } });

  it.each([
    ['seconds', { Seconds: 90 }, 90_000],
    ['computed seconds', { Seconds: '{% $states.input.pause * 2 %}' }, 60_000],
    ['a moment to come', { Timestamp: '2026-01-01T01:00:00Z' }, 3_600_000],
    ['a moment that has passed', { Timestamp: '2025-12-31T00:00:00Z' }, 0],
  ])('waits for %s', async (_, fields, elapsedMs) => {
    const walk = await walkMachine({ definition: wait(fields), input: { pause: 30 } });

    expect(walk).toMatchObject({ status: 'SUCCEEDED', elapsedMs });
  });

  it.each([
    ['a fraction', { Seconds: '{% 1.5 %}' }],
    ['a negative number', { Seconds: '{% -1 %}' }],
    ['no number', { Seconds: '{% "1" %}' }],
    ['no moment', { Timestamp: '{% "soon" %}' }],
  ])('fails for %s', async (_, fields) => {
    const walk = await walkMachine({ definition: wait(fields) });

    expect(walk.error).toBe('States.QueryEvaluationError');
  });
});

describe('a Fail', () => {
  it('fails under its own error and computed cause', async () => {
    const definition = machine({
      Start: { Type: 'Fail', Error: 'NotToday', Cause: '{% "because of " & $states.input.why %}' },
    });

    const walk = await walkMachine({ definition, input: { why: 'rain' } });

    expect(walk).toMatchObject({ status: 'FAILED', error: 'NotToday', cause: 'because of rain' });
  });
});
