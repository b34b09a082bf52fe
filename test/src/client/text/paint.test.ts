import {
  createPaint,
  printable,
  printableJson,
  printableLine,
  visibleLength,
} from '../../../../src/client/text/paint';

describe('createPaint', () => {
  it('colours only where it is wanted', () => {
    expect(printableLine(createPaint(true).red('no'))).toBe('\u001b[31mno\u001b[39m');
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
    ['user\u202e nimda', 'user nimda'],
    ['\u2066a\u2069\u200e\u200f\u061c', 'a'],
    ['one\u2028line\u2029only', 'onelineonly'],
    ['ad\u200bmin\u200c\u200d\u2060\ufeff\u00ad', 'admin'],
    ['tag\u{e0041}\u{e007f}', 'tag'],
    ['by C1 \u009b31mred', 'by C1 red'],
  ])('makes %j harmless', (text, harmless) => {
    expect(printable(text)).toBe(harmless);
  });
});

describe('printableLine', () => {
  it('keeps our own colours and nothing else of a terminal', () => {
    const { red, bold } = createPaint(true);

    expect(printableLine(`${red('no')} ${bold('a\u001b[2Jb\u202ec')}\u001b[38;5;1m\u001b]0;t\u0007`)).toBe(
      '\u001b[31mno\u001b[39m \u001b[1mabc\u001b[22m',
    );
  });
});

describe('a text that holds the codes of our own colours', () => {
  it.each(['\u001b[31mred', '\u001b[1;31mred\u001b[39m', '\u001b[31;1234;5678mred', '\u009b32mred'])(
    'paints nothing by itself: %j',
    (text) => {
      const { bold } = createPaint(true);

      expect(printableLine(text)).toBe('red');
      expect(printableLine(bold(text))).toBe('\u001b[1mred\u001b[22m');
    },
  );
});

describe('printableJson', () => {
  it('means the same, and holds no character that rules a terminal', () => {
    const document = { name: 'a\u202eb', text: 'c\u009bd\u007f\n' };

    const text = printableJson(document);

    expect(JSON.parse(text)).toEqual(document);
    expect(text).toContain('a\\u202eb');
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });
});
