import { createPaint } from '../../../../src/client/text/paint';
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
