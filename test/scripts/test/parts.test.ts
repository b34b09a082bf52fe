import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseParts, listParts, packFiles, partOfTurn } from '../../../scripts/test/parts';

const files = (...seconds: number[]) =>
  seconds.map((each, index) => ({ path: `test/heavy/${index}.test.ts`, seconds: each }));

describe('packFiles', () => {
  it('puts every file into one part', () => {
    const all = files(400, 300, 300, 200, 100, 90, 10);

    const packed = packFiles(all).flatMap((part) => (part.kind === 'tests' ? part.files : []));

    expect([...packed].sort()).toEqual(all.map(({ path }) => path));
  });

  it('lets no part take longer than eight minutes on two cores', () => {
    const parts = packFiles(files(440, 400, 300, 300, 200, 100, 90, 10));

    expect(parts.length).toBeGreaterThan(1);
    for (const { minutes } of parts) expect(minutes).toBeLessThanOrEqual(8);
  });
});

describe('listParts', () => {
  it('deals the fault points out, and finds the heavy files wherever they lie, those of the catalog as parts of their own', () => {
    const root = mkdtempSync(join(tmpdir(), 'leasehold-parts-'));
    mkdirSync(join(root, 'test', 'heavy', 'deep'), { recursive: true });
    mkdirSync(join(root, 'test', 'heavy', 'catalog'), { recursive: true });
    writeFileSync(join(root, 'test', 'heavy', 'catalog', 'network.test.ts'), '');
    writeFileSync(join(root, 'test', 'heavy', 'deep', 'a.test.ts'), '');
    writeFileSync(join(root, 'test', 'heavy', 'helper.ts'), '');
    writeFileSync(join(root, 'test', 'file-seconds.json'), '{}');

    const parts = listParts(root);

    expect(parts.map(({ name }) => name)).toEqual([
      'points-1',
      'points-2',
      'points-3',
      'points-4',
      'points-5',
      'random',
      'heavy-1',
      'catalog-network',
    ]);
    expect(parts.at(-2)).toMatchObject({ files: ['test/heavy/deep/a.test.ts'] });
    expect(parts.at(-1)).toMatchObject({ files: ['test/heavy/catalog/network.test.ts'], minutes: 1 });
    rmSync(root, { recursive: true });
  });
});

describe('chooseParts', () => {
  const parts = packFiles(files(400, 400, 400, 400));

  it.each([
    ['2/2', ['heavy-2']],
    ['heavy-1', ['heavy-1']],
    ['heavy', ['heavy-1', 'heavy-2']],
    [undefined, ['heavy-1', 'heavy-2']],
    ['2/3', []],
    ['nothing', []],
  ])('understands %s', (wanted, names) => {
    expect(chooseParts(parts, wanted).map(({ name }) => name)).toEqual(names);
  });
});

describe('partOfTurn', () => {
  it('takes each part in turn as commits are added', () => {
    const parts = packFiles(files(400, 400, 400, 400));

    expect([6, 7, 8].map((commits) => partOfTurn(parts, commits)?.name)).toEqual([
      'heavy-1',
      'heavy-2',
      'heavy-1',
    ]);
  });
});
