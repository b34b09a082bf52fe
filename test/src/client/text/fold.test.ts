import { cutToCells, fold, foldWords } from '../../../../src/client/text/fold';
import { createPaint, printableLine, visibleLength } from '../../../../src/client/text/paint';
import { renderColumns, renderFields, renderTable } from '../../../../src/client/text/table';

const { red, bold } = createPaint(true);

describe('visibleLength', () => {
  it.each([
    ['開発チーム', 10],
    ['ab😀cd', 6],
    ['e\u0301', 1],
    ['한국어', 6],
    ['ﾊﾝｶｸ', 4],
    [red('開'), 2],
  ])('counts the cells of %j', (text, cells) => {
    expect(visibleLength(text)).toBe(cells);
  });

  it.each([
    ['painted', red('開'), 2],
    ['combined', 'e\u0301', 1],
    ['joined', '👨‍👩‍👧', 2],
    ['paired', '🇯🇵', 2],
    ['conjoined', '\u1112\u1161\u11ab', 2],
  ])('counts them in a long text of %s characters, wherever it begins', (_what, character, cells) => {
    for (let before = 0; before < 12; before += 1)
      expect(visibleLength('a'.repeat(before) + character.repeat(300))).toBe(before + 300 * cells);
  });
});

describe('cutToCells', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['開発チーム', 5, '開発…'],
    ['開発チーム', 4, '開…'],
    ['a😀b', 2, 'a…'],
    ['ab', 1, '…'],
  ])('of %j leaves %i', (text, most, cut) => {
    expect(cutToCells(text, most)).toBe(cut);
    expect(visibleLength(cut)).toBeLessThanOrEqual(most);
  });
});

describe('fold', () => {
  it('breaks between words, and a word only where no line holds it', () => {
    expect(fold('one two three', 8)).toEqual(['one two', 'three']);
    expect(fold('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(foldWords('abcdefghij k', 4)).toEqual(['abcdefghij', 'k']);
  });

  it.each(['開発チーム@例え.jp の', '😀😀😀 😀😀', `${bold('a'.repeat(30))} b`])(
    'keeps every line of %j within its width',
    (text) => {
      const lines = fold(text, 7);

      expect(Math.max(...lines.map(visibleLength))).toBeLessThanOrEqual(7);
      // eslint-disable-next-line no-control-regex -- what paints is not what is read
      const read = (all: string) => printableLine(all).replace(/\u001b\[\d+m|\s/g, '');
      expect(read(lines.join(''))).toBe(read(text));
    },
  );

  it('ends a paint with its line, and begins it again in the next', () => {
    expect(fold(red('one two'), 3)).toEqual([red('one'), red('two')]);
  });
});

describe('a table on a terminal', () => {
  const header = ['NAME', 'OWNER', 'STATUS'];
  const long = 'a'.repeat(140);

  it.each([
    [40, [['foo', long, 'ready']]],
    [80, [['foo', `${long}@example.com`, 'ready']]],
    [80, [['開発', '開発チーム'.repeat(20), 'ready']]],
    [12, [['foo', 'ada', 'ready']]],
    [20, [['foo', long, 'ready']]],
  ])('fits %i columns: %j', (columns, rows) => {
    const lines = renderTable(header, rows, columns);

    expect(Math.max(...lines.map(visibleLength))).toBeLessThanOrEqual(columns);
    expect(lines.join('').replaceAll(/\s/g, '')).toContain('ready');
  });

  it('is as wide as it needs to be where no terminal says how wide it is', () => {
    expect(visibleLength(renderTable(header, [['foo', long, 'ready']])[1]!)).toBe(5 + 1 + 140 + 2 + 5);
  });

  it('keeps an id whole, and folds what has words', () => {
    const id = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
    const lines = renderTable(['RUN', 'WHY'], [[id, 'the plan was not applied in time']], 45);

    expect(lines[1]).toBe(`${id}  the plan was not`);
    expect(lines[2]!.trim()).toBe('applied in time');
  });

  it('aligns what stands behind wide characters', () => {
    const rows = [
      ['a', '開発チーム', 'x'],
      ['b', 'ada', 'y'],
      ['c', 'ab😀cd', 'z'],
    ];

    const at = renderColumns(rows).map(([line = '']) => visibleLength(line.slice(0, -1)));

    expect(new Set(at).size).toBe(1);
  });

  it.each(['a\nb', 'a\r\nb', 'a\tb', 'a\n\n\nb'])('has one row for a text of several lines: %j', (owner) => {
    expect(renderTable(['OWNER', 'NAME'], [[owner, 'foo']]).map((line) => line.split(/ {2,}/))).toEqual([
      ['OWNER', 'NAME'],
      ['a b', 'foo'],
    ]);
    expect(renderFields([['Owner', owner]])).toEqual(['  Owner  a b']);
  });

  it('measures what is shown, not what is taken out of it', () => {
    const lines = renderTable(['OWNER', 'NAME'], [['\u001b[31mre\u202ed\u200b', 'foo']]);

    expect(lines).toEqual(['OWNER  NAME', 'red    foo']);
  });

  it('folds the values of fields below themselves', () => {
    expect(renderFields([['Cost', 'not priced: one thing and another']], 24)).toEqual([
      '  Cost  not priced: one',
      '        thing and',
      '        another',
    ]);
  });
});
