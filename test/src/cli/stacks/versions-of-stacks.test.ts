import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runIdp } from '../../../support/cli/terminal';

const text = { type: 'string', description: 'A text' };
const list = (...items: object[]) => ({ items, next: null });

function template(name: string, version: string, inputs: object, required: string[] = []) {
  return {
    name,
    version,
    bundle: 'a'.repeat(64),
    manifest: {
      lease: { default: '7d', max: '30d', permanent: false },
      inputs: { type: 'object', additionalProperties: false, properties: inputs, required },
      outputs: { id: { description: 'Its id', sensitive: false, schema: { type: 'string' } } },
    },
  };
}

const net = { zone: text };
const environments = list(
  { name: 'dev.net', stack: { name: 'dev', component: 'net' }, ...running('net', '1.0.0') },
  { name: 'dev.app', stack: { name: 'dev', component: 'app' }, ...running('app', '1.4.0') },
);

/** As much of an environment as the client reads. */
function running(name: string, version: string) {
  const lease = { ttl: '7d', max: '30d' };
  const cost = { unpriced: [] };
  return { id: 'i', status: 'ready', template: { name, version }, inputs: {}, owner: 'ada', lease, cost };
}

const estimates: Record<string, number> = { '1.0.0': 37, '2.0.0': 42.5 };
/** By path and query, in the order in which a client says it. */
const answers: Record<string, object> = {
  'GET /environments?limit=100': environments,
  'GET /templates': list(
    { name: 'net', title: 'Net', versions: ['2.0.0', '1.1.0', '1.0.0'], version: '2.0.0' },
    { name: 'app', title: 'App', versions: ['1.4.0', '1.3.0'], version: '1.4.0' },
  ),
  'GET /templates/net?version=2.0.0': template('net', '2.0.0', net),
  'GET /templates/net?version=1.1.0': template('net', '1.1.0', net),
  'GET /templates/app?version=1.4.0': template('app', '1.4.0', { net: text }),
};

const files = {
  'stacks/base.yaml': 'templates:\n  net:\n    version: ^1.0 # all networks\n',
  'stacks/dev.yaml':
    'stack: dev\nimport: [base]\ncomponents:\n  net: { template: net, inputs: { zone: a } }\n  app: { template: app@1, inputs: { net: { ref: net.id } } }\n',
  'stacks/prod.yaml':
    'stack: prod\nimport: [base]\ncomponents:\n  net: { template: net, inputs: { zone: b } }\n',
};

let cwd: string;
let server: Server;
let url: string;
let broken: Record<string, object>;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-versions-'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), content);
  }
  broken = {};
  server = createServer((request, response) => {
    void answer(request.method === 'POST' ? request : undefined, `${request.method} ${request.url}`).then(
      (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  rmSync(cwd, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
});

async function answer(posted: AsyncIterable<Buffer> | undefined, asked: string): Promise<object> {
  if (!posted) return broken[asked] ?? answers[asked] ?? { items: [], next: null };
  const parts: Buffer[] = [];
  for await (const part of posted) parts.push(part);
  const { version, template: name } = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>;
  const estimate = { lines: [], monthly: estimates[version ?? ''] ?? 0 };
  const change = { before: {}, upgrade: { from: '1.0.0', dropped: ['old'], added: ['fresh'] } };
  return { template: { name, version }, inputs: {}, lease: { ttl: '7d' }, estimate, change };
}

const idp = (...argv: string[]) => runIdp(['stacks', ...argv], { url, cwd });
const read = (file: string) => readFileSync(join(cwd, file), 'utf8');

it('shows what runs, what the range allows and what is newest, producers first, with the price of the upgrade', async () => {
  const { code, stdout } = await idp('versions', 'dev');
  const lines = stdout.split('\n').map((line) => line.split(/\s{2,}/));

  expect(code).toBe(0);
  expect(lines[1]).toEqual([
    '1',
    'dev.net',
    'net@^1.0',
    '1.0.0',
    '1.1.0',
    '2.0.0',
    '$37.00 → $42.50',
    'idp stacks upgrade net (stacks/base.yaml:3:14)',
  ]);
  expect(lines[2]).toEqual(['2', 'dev.app', 'app@1', '1.4.0', '1.4.0', '1.4.0']);
  expect(stdout).toContain('dev.net: 2.0.0 drops old and adds fresh among the inputs.');
  expect(stdout).toContain('2 components, 1 behind.');
});

it('upgrades where the range is said, once for all components of it, and keeps comments', async () => {
  const dry = await idp('upgrade', 'net', '--dry-run');
  expect(dry).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('stacks/base.yaml:3:14  net@^1.0 → ^2.0  (dev/net, prod/net)'),
  });
  expect(read('stacks/base.yaml')).toBe(files['stacks/base.yaml']);

  expect(await idp('upgrade', 'net')).toMatchObject({ code: 0 });

  expect(read('stacks/base.yaml')).toBe('templates:\n  net:\n    version: ^2.0 # all networks\n');
  expect(await idp('upgrade', 'net')).toMatchObject({
    stdout: expect.stringContaining('No range changes.'),
  });
});

it('writes the ranges of one layer only where that is asked for', async () => {
  const other = await idp('upgrade', '--all', '--layer', '2');

  expect(other.stdout).toContain('1 more in other layers.');
  expect(read('stacks/base.yaml')).toBe(files['stacks/base.yaml']);
});

it('writes nothing where the version breaks a component, and says what is to be fixed', async () => {
  broken = { 'GET /templates/net?version=2.0.0': template('net', '2.0.0', { place: text }, ['place']) };

  const { code, stdout } = await idp('upgrade', 'net');

  expect(code).toBe(2);
  expect(stdout).toMatch(/To fix first:[^]*zone/);
  expect(read('stacks/base.yaml')).toBe(files['stacks/base.yaml']);
});

it.each([[['upgrade']], [['upgrade', 'net', '--all']], [['upgrade', 'net', '--layer', 'x']]])(
  'refuses %j with what to type',
  async (argv) => {
    expect(await idp(...argv)).toMatchObject({ code: 2 });
  },
);
