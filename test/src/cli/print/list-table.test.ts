import { createPaint, visibleLength } from '../../../../src/client/text/paint';
import { type Column, renderListTable } from '../../../../src/cli/print/list-table';

interface Row {
  name: string;
  kind: string;
  owner: string;
  text: string;
}

const columns: Column<Row>[] = [
  { title: 'NAME', drop: 0, cell: ({ name }) => name },
  { title: 'KIND', drop: 1, cell: ({ kind }) => kind },
  { title: 'OWNER', drop: 2, cell: ({ owner }) => owner },
  { title: 'TEXT', drop: 0, cell: ({ text }) => text },
];
const rows: Row[] = [
  {
    name: 'shop-staging',
    kind: 'api-database',
    owner: 'ada.lovelace@example.com',
    text: 'one two three four five six',
  },
  { name: 'web', kind: 'playground', owner: 'bob@example.com', text: '' },
];
const at = (width: number, wide?: true) =>
  renderListTable(rows, columns, { paint: createPaint(false, width), wide });

describe('a list in columns', () => {
  it('has all of them where they fit, and only the last goes on in the next line', () => {
    expect(at(70)).toEqual(
      [
        'NAME          KIND          OWNER                     TEXT',
        'shop-staging  api-database  ada.lovelace@example.com  one two three',
        '                                                      four five six',
        'web           playground    bob@example.com           ',
      ].map((line) => line.trimEnd()),
    );
  });

  it('leaves out what matters least, one after the other, and says so', () => {
    expect(at(50)[0]).toBe('NAME          KIND          TEXT');
    expect(at(50).at(-1)).toBe('A column is not shown: --wide');
    expect(at(25)[0]).toBe('NAME          TEXT');
    expect(at(25).at(-1)).toBe('2 columns are not shown: --wide');
  });

  it('has all of them in a pipe, and with wide', () => {
    expect(at(Infinity)).toHaveLength(3);
    expect(at(30, true)).toEqual(at(Infinity));
  });

  it.each([20, 25, 40, 60, 80, 120])('breaks no word in a terminal of %d cells', (width) => {
    const known = new Set([
      ...rows.flatMap((row) => Object.values(row).join(' ').split(' ')),
      ...columns.map(({ title }) => title),
    ]);
    const shown = at(width).filter((line) => !line.includes('--wide'));

    for (const line of shown) expect(visibleLength(line)).toBeLessThanOrEqual(width);
    for (const word of shown.join(' ').split(/ +/).filter(Boolean)) expect(known).toContain(word);
  });
});
