import { createPaint, visibleLength } from '../../../../src/client/text/paint';
import { renderFields, renderTable } from '../../../../src/client/text/table';

describe('renderTable', () => {
  it('makes columns as wide as what is seen in them', () => {
    const { green } = createPaint(true);

    expect(
      renderTable(
        ['NAME', 'STATUS'],
        [
          [green('foo'), 'ready'],
          ['a-longer-name', ''],
        ],
      ),
    ).toEqual(['NAME           STATUS', `${green('foo')}            ready`, 'a-longer-name']);
  });

  const wordsOf = (length: number) => 'four '.repeat(length / 5).trim();
  it.each([
    ['sign', 'x'.repeat(100_000)],
    ['wide sign', '字'.repeat(20_000)],
    ['word', wordsOf(100_000)],
    ['word of a million', wordsOf(1_000_000)],
  ])('lays out a cell of very many signs, in short parts: %s', (_what, cell) => {
    // What makes it slow: Node finds the characters of a text in the square of its length.
    const segment = jest.spyOn(Intl.Segmenter.prototype, 'segment');
    const lines = renderTable(['NAME', 'WHAT'], [['a-name', cell]], 80);

    const longest = segment.mock.calls.reduce((most, [text]) => Math.max(most, text.length), 0);
    segment.mockRestore();
    expect(longest).toBeLessThan(250);
    expect(lines[0]).toBe('NAME    WHAT');
    expect(Math.max(...lines.slice(0, 100).map(visibleLength))).toBeLessThanOrEqual(80);
    expect(
      lines
        .map((line) => line.slice(8))
        .join(' ')
        .replaceAll(' ', ''),
    ).toBe(`WHAT${cell.replaceAll(' ', '')}`);
  });

  it.each([40, 41, 60, 79, 80, 200])('gives columns all of the %d cells that they need', (columns) => {
    const rows = [
      [wordsOf(90), 'x'.repeat(30), wordsOf(30)],
      ['short', 'short', 'short'],
    ];
    const widest = Math.max(...renderTable(['A', 'B', 'C'], rows, columns).map(visibleLength));

    expect(widest).toBeLessThanOrEqual(columns);
    expect(widest).toBeGreaterThanOrEqual(Math.min(columns - 6, 89 + 30 + 29 + 4));
  });
});

describe('renderFields', () => {
  it('aligns values, several below each other, and leaves out what is absent', () => {
    expect(
      renderFields([
        ['Name', 'foo'],
        ['Inputs', ['a = 1', 'b = 2']],
        ['Team', undefined],
        ['Notes', []],
      ]),
    ).toEqual(['  Name    foo', '  Inputs  a = 1', '          b = 2']);
  });
});
