import { measureFile, spreadOf } from '../../../scripts/sizes/measure-sizes';

describe('measureFile', () => {
  it('counts the lines of a file without its last line break', () => {
    expect(measureFile('const a = 1;\nconst b = 2;\n').lines).toBe(2);
  });

  it('measures functions and methods with a block body from signature to closing brace', () => {
    const text = [
      'function one() {',
      '  return 1;',
      '}',
      'class C {',
      '  two() { return 2; }',
      '  get three() {',
      '    return 3;',
      '  }',
      '}',
    ].join('\n');

    expect(measureFile(text).functions).toEqual([3, 1, 3]);
  });

  it('leaves out expressions and declarations that have no body of their own', () => {
    const text = 'const one = () => 1;\ninterface T { two(): void }\ndeclare function three(): void;';

    expect(measureFile(text).functions).toEqual([]);
  });

  it('counts a test but not the chapter around it', () => {
    const text = "describe('a', () => {\n  it('b', () => {\n    c();\n  });\n});";

    expect(measureFile(text).functions).toEqual([3]);
  });
});

describe('spreadOf', () => {
  it('answers sizes that exist, by rank', () => {
    expect(spreadOf([5, 1, 4, 2, 3, 6, 7, 8, 9, 100])).toEqual({ count: 10, median: 5, p90: 9, max: 100 });
  });

  it('answers zeros for nothing', () => {
    expect(spreadOf([])).toEqual({ count: 0, median: 0, p90: 0, max: 0 });
  });
});
