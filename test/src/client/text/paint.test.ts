import { createPaint, printable, visibleLength } from '../../../../src/client/text/paint';

describe('createPaint', () => {
  it('colours only where it is wanted', () => {
    expect(createPaint(true).red('no')).toBe('\u001b[31mno\u001b[39m');
    expect(createPaint(false).red('no')).toBe('no');
  });
});

describe('visibleLength', () => {
  it('counts what is seen', () => {
    expect(visibleLength(createPaint(true).bold('foo · bar'))).toBe(9);
  });
});

describe('printable', () => {
  it.each([
    ['plain text, tabs\tand\nline ends', 'plain text, tabs\tand\nline ends'],
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;http://x\u001b\\link', 'link'],
    ['over\rwritten', 'overwritten'],
    ['bell\u0007, null\u0000, delete\u007f, C1\u009b', 'bell, null, delete, C1'],
    ['a lone \u001b', 'a lone '],
  ])('makes %j harmless', (text, harmless) => {
    expect(printable(text)).toBe(harmless);
  });
});
