import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Prints what eslint's rules say of each text, by the name of the file that it is taken for. */
const program = `
import { ESLint } from 'eslint';
const eslint = new ESLint();
const said = [];
for (const [filePath, text] of JSON.parse(process.argv[1])) {
  const [{ messages }] = await eslint.lintText(text, { filePath });
  said.push(messages.map(({ ruleId, message }) => \`\${ruleId ?? ''} \${message}\`));
}
console.log(JSON.stringify(said));
`;

type Texts = readonly (readonly [file: string, text: string])[];

/** What the rules that ask no types say of texts, as if they were the content of files of ours. */
async function lintAs(texts: Texts): Promise<string[][]> {
  const { stdout } = await run(process.execPath, [
    '--input-type=module',
    '--eval',
    program,
    JSON.stringify(texts),
  ]);
  return JSON.parse(stdout) as string[][];
}

/** What the rules that ask the types say of texts, in a folder with our settings and these files alone. */
async function lintTypesOf(texts: Texts): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-style-'));
  try {
    const project = { extends: join(process.cwd(), 'tsconfig.json'), compilerOptions: { types: [] } };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...project, include: ['**/*.ts'] }));
    for (const [file, text] of texts) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
    const oxlint = join(process.cwd(), 'node_modules', 'oxlint', 'bin', 'oxlint');
    const env = { OXLINT_TSGOLINT_PATH: join(process.cwd(), 'node_modules/oxlint-tsgolint/bin/tsgolint.js') };
    const linted = run(process.execPath, [oxlint, '--format', 'unix', '.'], { cwd: folder, env });
    return (await linted.catch((failed: { stdout: string }) => failed)).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A function body that is one line too long. */
const longBody = Array.from({ length: 41 }, (_, line) => `  total += ${line};`).join('\n');

const planted = [
  ['a value of any type', 'no-explicit-any', 'export const b = (value: any): unknown => value;'],
  [
    'four parameters',
    'max-params',
    'export const c = (p: number, q: number, r: number, s: number) => p + q + r + s;',
  ],
  [
    'a long function',
    'max-lines-per-function',
    `export function d() {\n  let total = 0;\n${longBody}\n  return total;\n}`,
  ],
  ['a variable of the environment', 'Only src/config', 'export const e = process.env.HOME;'],
  ['zod with all its locales', 'import * as z', "import { z } from 'zod';\nexport const f = z.string();"],
  [
    'the spread of an object literal',
    'Write the elements themselves',
    'export const j = { ...{ a: 1 }, b: 2 };',
  ],
  ['the clock', 'no clock to ask', 'export const g = () => Date.now();'],
  ['a date of now', 'no date of now', 'export const h = () => new Date();'],
  ['chance', 'is deterministic', 'export const i = () => Math.random();'],
] as const;

const plantedInTests = [
  ['a test that silences the others', 'lets the others run', "it.only('a', () => undefined);"],
  ['the spread of an array literal', 'Write the elements themselves', 'export const c = [...[1, 2], 3];'],
  ['a test that does not run', 'A committed test runs', "describe.skip('b', () => undefined);"],
  ['a mock of our own module', 'instead of mocking', "jest.mock('../src/config');"],
] as const;

/** One for each rule of .oxlintrc.json, in a file of its own. */
const plantedTypes = [
  ['await-thenable', 'await 1;'],
  ['no-array-delete', 'const list = [1];\ndelete list[0];'],
  ['no-base-to-string', 'export const text = String({});'],
  ['no-duplicate-type-constituents', "export type Twice = 'a' | 'b' | 'a';"],
  ['no-floating-promises', 'Promise.resolve(1);'],
  ['no-for-in-array', 'for (const index in [1]) throw new Error(index);'],
  ['no-implied-eval', "export const work = new Function('return 1');"],
  ['no-misused-promises', 'if (Promise.resolve(true)) throw new Error();'],
  ['no-redundant-type-constituents', 'export type Whatever = string | unknown;'],
  ['no-unnecessary-type-assertion', 'const one: number = 1;\nexport const same = one as number;'],
  ['no-unsafe-argument', "export const one = Number.parseInt(JSON.parse('1'));"],
  ['no-unsafe-assignment', "export const said = JSON.parse('1');"],
  ['no-unsafe-call', "JSON.parse('1')();"],
  ['no-unsafe-enum-comparison', 'enum Way { Up = 1 }\nexport const up = (way: Way) => way === 1;'],
  ['no-unsafe-member-access', "if (JSON.parse('1').length) throw new Error();"],
  ['no-unsafe-return', "export const read = () => JSON.parse('1');"],
  ['no-unsafe-unary-minus', "export const less = -'1';"],
  ['only-throw-error', "throw 'words';"],
  ['prefer-promise-reject-errors', "export const no = Promise.reject('words');"],
  ['restrict-plus-operands', 'export const sum = 1 + {};'],
  ['restrict-template-expressions', 'export const text = `${{}}`;'],
  [
    'switch-exhaustiveness-check',
    "export function turn(way: 'up' | 'down') {\n  switch (way) {\n    case 'up':\n      return 1;\n  }\n  return 2;\n}",
  ],
  ['unbound-method', 'export const { trim } = new (class { trim() { return this; } })();'],
] as const;

/** What a test may do, as its own assertions prove the shape of what it read. */
const allowedInTests = ['no-unsafe-argument', 'no-unsafe-assignment', 'no-unsafe-member-access'];

describe('the rules that ask the types', () => {
  let said: string;
  const saidIn = (folder: string, rule: string) =>
    said.split('\n').filter((line) => line.startsWith(`${folder}/${rule}.ts:`) && line.includes(`(${rule})`));

  beforeAll(async () => {
    said = await lintTypesOf(
      plantedTypes.flatMap(([rule, text]) =>
        ['src', 'test'].map((folder) => [`${folder}/${rule}.ts`, `export {};\n${text}\n`] as const),
      ),
    );
  }, 600_000);

  it.each(plantedTypes)('refuse what %s is for', (rule) => {
    expect(saidIn('src', rule)).not.toEqual([]);
    expect(saidIn('test', rule).length > 0).toBe(!allowedInTests.includes(rule));
  });

  it('are all planted here', () => {
    const { rules } = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as { rules: object };

    expect(plantedTypes.map(([rule]) => `typescript/${rule}`)).toEqual(Object.keys(rules));
  });
});

describe('the style rules', () => {
  let inDomain: string[];
  let inTests: string[];

  beforeAll(async () => {
    const texts = (cases: readonly (readonly [string, string, string])[]) =>
      cases.map(([, , text]) => text).join('\n');
    const found = await lintAs([
      ['src/domain/base/time.ts', texts(planted)],
      ['test/style-rules.test.ts', texts(plantedInTests)],
    ]);
    [inDomain, inTests] = found as [string[], string[]];
  }, 600_000);

  it.each(planted)('refuse %s in the domain', (_what, says) => {
    expect(inDomain.filter((message) => message.includes(says))).toHaveLength(1);
  });

  it.each(plantedInTests)('refuse %s among the tests', (_what, says) => {
    expect(inTests.filter((message) => message.includes(says))).toHaveLength(1);
  });
});
