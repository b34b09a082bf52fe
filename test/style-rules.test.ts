import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Message {
  ruleId: string | null;
  message: string;
}

/** Prints what the rules of `npm run lint` say of each text, by the name of the file that it is taken for. */
const program = `
import { ESLint } from 'eslint';
const [project, texts] = process.argv.slice(1);
// A single run, which CI=true would be taken for, reads the files of the disk instead of these texts.
const parserOptions = { projectService: false, project, disallowAutomaticSingleRunInference: true };
const eslint = new ESLint({ overrideConfig: { languageOptions: { parserOptions } } });
const said = [];
for (const [filePath, text] of JSON.parse(texts)) {
  const [{ messages }] = await eslint.lintText(text, { filePath });
  said.push(messages);
}
console.log(JSON.stringify(said));
`;

/** Our own compiler options for these files alone: the types of the whole tree take half a minute to read. */
function writeProject(folder: string, files: readonly string[]): string {
  const path = join(folder, 'tsconfig.json');
  const project = {
    extends: join(process.cwd(), 'tsconfig.json'),
    compilerOptions: { types: [] },
    files: files.map((file) => join(process.cwd(), file)),
    include: [],
  };
  writeFileSync(path, JSON.stringify(project));
  return path;
}

/** Lints texts as if they were the content of files of ours. */
async function lintAs(texts: readonly (readonly [file: string, text: string])[]): Promise<Message[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-style-'));
  const project = writeProject(
    folder,
    texts.map(([file]) => file),
  );
  try {
    return await lintWith(project, texts);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lintWith(project: string, texts: readonly (readonly [string, string])[]): Promise<Message[][]> {
  const args = ['--input-type=module', '--eval', program, project, JSON.stringify(texts)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`eslint ended with code ${code}`)),
    );
  });
}

/** A function body that is one line too long. */
const longBody = Array.from({ length: 41 }, (_, line) => `  total += ${line};`).join('\n');

const planted = [
  ['a promise that nobody awaits', 'no-floating-promises', 'export function a() {\n  Promise.resolve(1);\n}'],
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

describe('the style rules', () => {
  const said = (messages: Message[]) => messages.map(({ ruleId, message }) => `${ruleId ?? ''} ${message}`);
  let inDomain: string[];
  let inTests: string[];

  beforeAll(async () => {
    const texts = (cases: readonly (readonly [string, string, string])[]) =>
      cases.map(([, , text]) => text).join('\n');
    const found = await lintAs([
      ['src/domain/base/time.ts', texts(planted)],
      ['test/style-rules.test.ts', texts(plantedInTests)],
    ]);
    [inDomain, inTests] = found.map(said) as [string[], string[]];
  }, 600_000);

  it.each(planted)('refuse %s in the domain', (_what, says) => {
    expect(inDomain.filter((message) => message.includes(says))).toHaveLength(1);
  });

  it.each(plantedInTests)('refuse %s among the tests', (_what, says) => {
    expect(inTests.filter((message) => message.includes(says))).toHaveLength(1);
  });
});
