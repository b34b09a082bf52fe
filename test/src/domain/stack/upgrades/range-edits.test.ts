import {
  editText,
  type RangeEdit,
  rangeEdits,
  rangeLike,
} from '../../../../../src/domain/stack/upgrades/range-edits';
import type { VersionRow } from '../../../../../src/domain/stack/upgrades/version-rows';

const row = (more: Partial<VersionRow>): VersionRow => ({
  stack: 'dev',
  component: 'vpc',
  layer: 1,
  template: 'vpc',
  running: '1.2.0',
  range: '^1.2',
  rangeAt: { file: 'catalog.yaml', line: 3, column: 15 },
  allowed: '1.3.0',
  newest: '2.0.1',
  behind: 'range',
  ...more,
});
const wanted = [{ template: 'vpc', version: '2.0.1' }];

it.each([
  ['^1.2', '^2.0'],
  ['~1.2.3', '~2.0.1'],
  ['1', '2'],
  ['1.2', '2.0'],
  ['1.2.3', '2.0.1'],
])('a range as wide as %s from 2.0.1 on is %s', (range, like) => {
  expect(rangeLike(range, '2.0.1')).toBe(like);
});

it('writes each place once, however many components it is of, and leaves a range that takes the version', () => {
  const edits = rangeEdits(
    [
      row({}),
      row({ stack: 'prod', layer: 2 }),
      row({ stack: 'open', range: null, rangeAt: null }),
      row({ stack: 'wide', range: '2', rangeAt: { file: 'wide.yaml', line: 1, column: 1 } }),
      row({ template: 'db' }),
    ],
    wanted,
  );

  expect(edits).toEqual([
    {
      template: 'vpc',
      file: 'catalog.yaml',
      line: 3,
      column: 15,
      from: '^1.2',
      to: '^2.0',
      layer: 1,
      components: ['dev/vpc', 'prod/vpc'],
    },
  ]);
  expect(rangeEdits([row({})], [{ ...wanted[0]!, range: '2' }])[0]?.to).toBe('2');
});

describe('the text of a file with its edits', () => {
  const edit = (line: number, column: number, from = '^1.2'): RangeEdit => ({
    template: 'vpc',
    file: 'f',
    line,
    column,
    from,
    to: '^2.0',
    layer: 1,
    components: [],
  });

  it('keeps comments, quotes and everything else', () => {
    const text =
      'components: # all\n  vpc: { template: "vpc@^1.2", inputs: {} } # one\ntemplates:\n  vpc: { version: ^1.2 }\n';

    const edited = editText(text, [edit(2, 20), edit(4, 19)]);

    expect(edited).toEqual({
      text: 'components: # all\n  vpc: { template: "vpc@^2.0", inputs: {} } # one\ntemplates:\n  vpc: { version: ^2.0 }\n',
    });
  });

  it('names a place that is not there as it was read', () => {
    expect(editText('template: vpc@^1.3\n', [edit(1, 11)])).toMatchObject({ stale: { line: 1 } });
  });
});
