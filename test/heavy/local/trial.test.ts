import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hour } from '../../../src/domain/base/time';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { GitRepository } from '../../support/github/git-repository';
import { openPlane } from '../../e2e/open-plane';
import type { TestPlane } from '../../support/plane/plane';

const minutes = 60_000;
const main = `
variable "name" { type = string }
resource "aws_sqs_queue" "one" { name = var.name }
output "url" { value = aws_sqs_queue.one.url }
`;

let on: TestPlane;
let cwd: string;
let folder: string;

beforeAll(async () => {
  on = await openPlane();
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-trial-'));
  folder = join(cwd, 'queue');
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.tf'), main);
  const made = await on.idp(['template', 'init', folder]);
  if (made.code !== 0) throw new Error(made.stderr);
}, 3 * minutes);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const check = ['--team', 'shop', '--yes'];
const templates = async () => (await on.api.want<{ items: { name: string }[] }>('GET /templates')).items;
const tried = async () =>
  (await on.api.want<{ items: EnvironmentView[] }>('GET /environments?template=shop/queue')).items;

it(
  'a template that nobody published is built, destroyed and proven gone by one command',
  async () => {
    const { code, stdout, stderr } = await on.idp(['template', 'check', folder, ...check]);

    // On a machine with more to do it also says that it waits.
    expect({ code, said: code === 0 ? '' : stderr }).toEqual({ code: 0, said: '' });
    expect(stdout).toMatch(/Receipt of try-queue-\w{4}/);
    expect(stdout).toContain('nothing is left');
    expect((await templates()).map(({ name }) => name)).not.toContain('shop/queue');
  },
  6 * minutes,
);

it(
  'the lease ends it where the command was killed, whatever its version has become since',
  async () => {
    await killedOnce(/Applying|is ready/);
    const live = (await tried()).find(({ status }) => status !== 'destroyed');
    const ready = await on.api.until(live!.name, ({ status }) => status === 'ready');

    const repository = new GitRepository();
    for (const name of ['main.tf', 'template.yaml', '.terraform.lock.hcl'])
      repository.commit(join('queue', name), readFileSync(join(folder, name), 'utf8'));
    const commit = repository.commit('queue/notes.txt', 'another content of the same version');
    const from = ['--git', repository.folder, '--ref', 'main', '--path', 'queue', '--team', 'shop'];
    const published = await on.idp(['template', 'publish', ...from]);
    const again = await on.idp(['template', 'publish', ...from]);
    await on.plane.clock.forward(hour);
    await on.api.until(live!.name, ({ status }) => status === 'destroyed');

    expect({ code: published.code, said: published.stdout }).toMatchObject({
      code: 0,
      said: expect.stringContaining('Published shop/queue 1.0.0 from') as string,
    });
    expect(again.stdout).toContain('nothing has changed');
    expect((await on.idp(['template', 'shop/queue'])).stdout).toContain(`commit ${commit}`);
    const { receipt, evidence } = await on.api.life(ready.id);
    expect(receipt).toMatchObject({ built: true });
    expect(evidence?.checked.length).toBeGreaterThan(0);
  },
  8 * minutes,
);

it('the address that init wrote for editors has the schema, for anybody', async () => {
  const [line = ''] = readFileSync(join(folder, 'template.yaml'), 'utf8').split('\n');
  const address = line.replace('# yaml-language-server: $schema=', '');

  const schema = await (await fetch(address)).json();
  const catalog = (await (await fetch(`${on.api.url}/schemas`)).json()) as { schemas: { url: string }[] };

  expect(schema).toEqual(JSON.parse(readFileSync('docs/schemas/template.json', 'utf8')));
  expect(catalog.schemas.map(({ url }) => url)).toContain(address);
});

/** Kills the command, which has no time for a last word, when it has said this. */
async function killedOnce(said: RegExp): Promise<void> {
  const { url } = on.api;
  const env = { PATH: process.env['PATH'], HOME: cwd, IDP_URL: url, IDP_TOKEN: await tokenOf() };
  const idp = join(process.cwd(), 'dist/bin/idp.cjs');
  const child = spawn(process.execPath, [idp, 'template', 'check', folder, ...check], { env });
  let heard = '';
  const hear = (text: string) => {
    heard += text;
    if (said.test(heard)) child.kill('SIGKILL');
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
  const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(heard);
}

function tokenOf(): Promise<string> {
  return on.plane.mint({ id: 'ada@example.com', name: 'Ada', roles: ['admin'], teams: [] });
}
