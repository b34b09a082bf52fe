import { existsSync, readFileSync } from 'node:fs';

interface Row {
  seed: string;
  line: string;
  feature: string;
  files: string[];
  tests: string[];
  status: string;
}

/** How many features each seed has at least; a row that disappears is a feature that was forgotten. */
const leastRows = {
  'Mini IDP': 75,
  ShopStack: 55,
  'Universal Terraform': 55,
  'Enterprise GitOps': 120,
  Atmos: 110,
};

const none = '–';

function paths(cell: string): string[] {
  return cell === none ? [] : cell.split(' ').map((path) => path.replaceAll('`', ''));
}

function readRows(): Row[] {
  const sections = readFileSync('docs/seeds.md', 'utf8').split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const seed = section.slice(0, section.indexOf('\n'));
    const cells = section
      .split('\n')
      .filter((text) => text.startsWith('| ') && !text.startsWith('| line '))
      .map((text) => text.split('|').map((cell) => cell.trim()));
    return cells.map(([, line = '', feature = '', files = '', tests = '', status = '']) => ({
      seed,
      line,
      feature,
      files: paths(files),
      tests: paths(tests),
      status,
    }));
  });
}

describe('docs/seeds.md', () => {
  const rows = readRows();
  const name = ({ seed, line, feature }: Row) => `${seed} ${line}: ${feature}`;

  it.each(Object.entries(leastRows))('has a row for every feature of %s', (seed, least) => {
    expect(rows.filter((row) => row.seed === seed).length).toBeGreaterThanOrEqual(least);
  });

  it('knows no other seed', () => {
    expect([...new Set(rows.map(({ seed }) => seed))]).toEqual(Object.keys(leastRows));
  });

  it('gives each row a line of its seed, or a number among what only its code has', () => {
    expect(rows.filter(({ line }) => !/^(\d+[a-z]?|c\d+)$/.test(line)).map(name)).toEqual([]);
  });

  it('names no line twice', () => {
    const keys = rows.map(({ seed, line }) => `${seed} ${line}`);

    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('says of each feature that it works, comes next, or is refused and why', () => {
    expect(rows.filter(({ status }) => !/^(works|next|refused: .{10,})$/.test(status)).map(name)).toEqual([]);
  });

  it('names files that exist', () => {
    const missing = rows.flatMap((row) =>
      [...row.files, ...row.tests]
        .filter((path) => !existsSync(path))
        .map((path) => `${name(row)} -> ${path}`),
    );

    expect(missing).toEqual([]);
  });

  it('shows what works by a file and a test', () => {
    const claims = rows.filter(({ status }) => status === 'works');
    const unproven = claims.filter(
      ({ files, tests }) => files.length === 0 || !tests.every(isTest) || tests.length === 0,
    );

    expect(unproven.map(name)).toEqual([]);
  });

  it('names no file for what is not built', () => {
    const unbuilt = rows.filter(({ status }) => status !== 'works');

    expect(unbuilt.filter(({ files, tests }) => files.length + tests.length > 0).map(name)).toEqual([]);
  });
});

function isTest(path: string): boolean {
  return /\.(test\.ts|tftest\.hcl)$/.test(path);
}
