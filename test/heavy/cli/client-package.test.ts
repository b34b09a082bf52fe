import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { examples } from '../../../lambdas/api/examples/operations';
import { packageClient } from '../../../scripts/build/package-client';
import { places } from '../../../src/client/typed/description';
import type { OperationName } from '../../../src/client/typed/operation';
import { exampleParams, startExampleApi } from '../../support/api/example-api';

const root = process.cwd();
const exec = promisify(execFile);
const names = (Object.keys(places) as OperationName[]).filter((name) => name !== 'get-docs');

let folder: string;
const types = () => join(folder, 'node_modules/leasehold-client/types/description.d.ts');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-client-'));
  const tarball = await packageClient(root, relative(root, join(folder, 'built')));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const { PATH } = process.env;
  await exec('npm', ['install', '--offline', tarball], { cwd: folder, env: { PATH, HOME: folder } });
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: [],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    outDir: 'out',
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['every.ts', 'readme.ts'] }),
  );
  writeFileSync(join(folder, 'every.ts'), everyOperation());
  writeFileSync(join(folder, 'readme.ts'), exampleOfReadme());
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A stranger's program that calls every operation with its example, and prints what each returned. */
function everyOperation(): string {
  const calls = names.map((name) => {
    const params = [...places[name][1].matchAll(/\{(\w+)\}/g)].map(([, key = '']) => [
      key,
      exampleParams[key as keyof typeof exampleParams],
    ]);
    const { body } = examples[name];
    const asked = {
      ...(params.length > 0 && { params: Object.fromEntries(params) as object }),
      ...(body !== undefined && { body }),
    };
    return `print('${name}', await leasehold('${name}', ${JSON.stringify(asked)}));`;
  });
  return `import { createClient } from 'leasehold-client';
declare const process: { argv: string[] };
declare const console: { log: (line: string) => void };
const leasehold = createClient({ url: process.argv[2] ?? '', token: async () => 'token' });
const print = (name: string, answer: object) => console.log(JSON.stringify([name, answer]));
${calls.join('\n')}
`;
}

/** What the package's own page shows, as it stands there. */
function exampleOfReadme(): string {
  const page = readFileSync(join(folder, 'node_modules/leasehold-client/README.md'), 'utf8');
  const code = page
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .join('\n');
  return `declare const console: { error: (...said: unknown[]) => void };\ndeclare function readToken(): string;\n${code}\nexport {};\n`;
}

/** What the compiler says of the stranger's programs. */
async function compile(): Promise<string> {
  const compiler = join(root, 'node_modules/typescript-native/bin/tsc');
  const asked = exec(process.execPath, [compiler, '-p', folder, '--pretty', 'false']);
  return asked.then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

it('is code and types without a dependency, and nothing else', () => {
  const installed = join(folder, 'node_modules');
  const files = readdirSync(join(installed, 'leasehold-client'), { recursive: true }).map(String);

  expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['leasehold-client']);
  expect(
    files.filter((file) => /map$|emitted|\.ts$/.test(file) && !/^types\/[\w-]+\.d\.ts$/.test(file)),
  ).toEqual([]);
});

it('compiles in a project of strict types, and gets from each operation what its example says', async () => {
  expect(await compile()).toBe('');

  const api = await startExampleApi();
  const { stdout } = await exec(process.execPath, [join(folder, 'out/every.js'), api.url]);
  api.server.close();

  const printed = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [OperationName, object]);
  expect(api.asked).toEqual(names);
  expect(printed).toEqual(names.map((name) => [name, examples[name].response]));
}, 60_000);

it.each<[what: string, from: RegExp | string, to: string]>([
  ['an operation has another name', "'extend-environment':", "'lengthen-environment':"],
  [
    'a field of a body has another name',
    /('create-environment': \{[\s\S]*?body: \{[\s\S]*?)'?template'?:/,
    '$1kind:',
  ],
  ['what an operation returns is no list any more', /('list-environments': \{[\s\S]*?)'?items'?:/, '$1rows:'],
])(
  'does not compile once %s in the description',
  async (_, from, to) => {
    const whole = readFileSync(types(), 'utf8');
    const changed = whole.replace(from, to);
    expect(changed).not.toBe(whole);
    writeFileSync(types(), changed);

    expect(await compile()).toMatch(/(every|readme)\.ts\(\d+,\d+\): error TS/);

    writeFileSync(types(), whole);
  },
  60_000,
);

it('says why an operation did not do what was asked, in the words of the API', async () => {
  const { createServer } = await import('node:http');
  const server = createServer((_, response) => {
    const problem = {
      code: 'NotFound',
      detail: "There is no 'web'.",
      issues: [{ field: 'name', message: 'is unknown' }],
    };
    response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeFileSync(
    join(folder, 'out/refused.js'),
    `import { ApiError, createClient } from 'leasehold-client';
const leasehold = createClient({ url: 'http://127.0.0.1:${port}', token: 't' });
const said = await leasehold('get-environment', { params: { name: 'web' } }).catch((error) => error);
const bad = (() => { try { createClient({ url: 'http://example.com', token: 't' }); } catch (error) { return error; } })();
console.log(JSON.stringify([said instanceof ApiError, said.code, said.message, said.issues, bad instanceof ApiError]));`,
  );
  const { stdout } = await exec(process.execPath, [join(folder, 'out/refused.js')]);
  server.close();

  expect(JSON.parse(stdout)).toEqual([
    true,
    'NotFound',
    "There is no 'web'.",
    [{ field: 'name', message: 'is unknown' }],
    true,
  ]);
});
