import { evaluateTemplate } from '../../../../src/emulators/step-functions/expressions';

const evaluate = (template: unknown, input: unknown = {}, variables: Record<string, unknown> = {}) =>
  evaluateTemplate(template, 'Output', { states: { input, context: {} }, variables, place: 'Here.' });

describe('evaluateTemplate', () => {
  it.each<[string, unknown]>([
    ['$partition([1, 2, 3, 4, 5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$hash("input data", "SHA-1")', 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['$random(7) = $random(7)', true],
    ['$random() < 1', true],
    ['$length($uuid())', 36],
    ['$parse("{\\"a\\": 1}").a', 1],
    ['$count($states.input.list)', 3],
    ['$states.input.list[-1]', 'c'],
    ['$states.input.missing = "x"', false],
    ['$name & "!"', 'lease!'],
    ['null', null],
  ])('gives for %s: %j', async (expression, expected) => {
    const value = await evaluate(`{% ${expression} %}`, { list: ['a', 'b', 'c'] }, { name: 'lease' });

    expect(value).toEqual(expected);
  });

  it('leaves everything that is not an expression as it is', async () => {
    const template = { n: 1, t: 'text', list: [null, true, '{% 1 + 1 %}'], 'k.$': '$.x' };

    const value = await evaluate(template);

    expect(value).toEqual({ n: 1, t: 'text', list: [null, true, 2], 'k.$': '$.x' });
  });

  it.each([
    ['nothing', '$states.input.missing', 'returned nothing (undefined)'],
    ['a bare field', 'missing', 'returned nothing (undefined)'],
    ['a function', '$sum', 'returned an unsupported result type: function'],
    ['a lambda within an object', '{"f": function($x) { $x }}', 'unsupported result type: function'],
    ['a type error', '1 + "a"', 'threw an error during evaluation'],
    ['$eval', '$eval("1")', 'does not support $eval'],
    ['an unknown function', '$nope()', 'Attempted to invoke a non-function'],
    ['too large a range', '$range(1, 2000)', 'at most 1000 items'],
    ['text that is not JSON', '$parse("{")', 'threw an error during evaluation'],
    ['an unknown hash', '$hash("a", "CRC")', 'not CRC'],
  ])('fails for %s', async (_, expression, message) => {
    const evaluating = evaluate({ a: `{% ${expression} %}` });

    await expect(evaluating).rejects.toMatchObject({
      error: 'States.QueryEvaluationError',
      location: 'Output/a',
      message: expect.stringContaining(message),
    });
  });
});
