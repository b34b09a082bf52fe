import { parseDefinition } from '../../../../src/emulators/step-functions/parse-definition';

const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::codebuild:startBuild.sync',
  Arguments: { ProjectName: '${Project}' },
  End: true,
};

const machine = (states: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more });

describe('parseDefinition', () => {
  it('fills in the substitutions', () => {
    const text = machine({ Build: { ...task, Comment: '${Project}/${Stage}' } });

    const { States } = parseDefinition(text, { Project: 'say "hi"', Stage: 'dev' });

    expect(States['Build']).toMatchObject({
      Arguments: { ProjectName: 'say "hi"' },
      Comment: 'say "hi"/dev',
    });
  });

  it.each<[string, string, string]>([
    ['is not JSON', '{', 'not JSON'],
    ['has a placeholder without a value', machine({ Build: task }), '${Project} has no substitution'],
    ['is in JSONPath', JSON.stringify({ StartAt: 'A', States: {} }), 'QueryLanguage'],
    ['has an unknown state type', machine({ A: { Type: 'Map', End: true } }), 'Type'],
    ['has an unknown field', machine({ A: { Type: 'Pass', End: true, ResultPath: '$' } }), 'ResultPath'],
    ['has an unknown field at the top', machine({ A: { Type: 'Pass', End: true } }, { X: 1 }), 'X'],
    [
      'has an unknown field in a Retry',
      machine({ A: { ...task, Retry: [{ ErrorEquals: ['A'], Max: 1 }] } }),
      'Max',
    ],
    ['leads nowhere', machine({ A: { Type: 'Pass', Next: 'B' } }), "leads to 'B', which is not a state"],
    [
      'starts nowhere',
      machine({ A: { Type: 'Pass', End: true } }, { StartAt: 'B' }),
      "StartAt leads to 'B', which is not a state",
    ],
    [
      'has a state that nothing leads to',
      machine({ A: { Type: 'Succeed' }, B: { Type: 'Succeed' } }),
      "state 'B' is not reachable",
    ],
    ['has a dead end', machine({ A: { Type: 'Pass' } }), "state 'A': needs either Next or End"],
    ['has an idle Wait', machine({ A: { Type: 'Wait', End: true } }), 'needs either Seconds or Timestamp'],
    [
      'has a broken expression',
      machine({ A: { Type: 'Pass', Output: { x: ['{% $a( %}'] }, End: true } }),
      'Pass/Output/x[0]',
    ],
    [
      'uses what AWS does not parse',
      machine({ A: { Type: 'Pass', Output: '{% $a ?? 1 %}', End: true } }),
      'Pass/Output',
    ],
    [
      'assigns a reserved name',
      machine({ A: { Type: 'Pass', Assign: { states: 1 }, End: true } }),
      "'states' cannot be the name of a variable",
    ],
    [
      'calls an unknown resource',
      machine({ A: { ...task, Resource: 'arn:aws:states:::sqs:sendMessage' } }),
      'is not supported by this emulator',
    ],
    [
      'passes an unknown argument',
      machine({ A: { ...task, Arguments: { projectName: 'x' } } }),
      "the field 'projectName' is not supported",
    ],
    [
      'leaves a needed argument out',
      machine({ A: { ...task, Arguments: {} } }),
      'needs the argument ProjectName',
    ],
    [
      'catches everything before something',
      machine({
        A: {
          ...task,
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'B' },
            { ErrorEquals: ['X'], Next: 'B' },
          ],
        },
        B: { Type: 'Succeed' },
      }),
      'Catch[0]: States.ALL must stand alone and last',
    ],
  ])('refuses a definition that %s', (_, text, message) => {
    const substitutions: Record<string, string> = message.includes('substitution') ? {} : { Project: 'p' };

    expect(() => parseDefinition(text, substitutions)).toThrow(
      expect.objectContaining({ type: 'InvalidDefinition', message: expect.stringContaining(message) }),
    );
  });
});
