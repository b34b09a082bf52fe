import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { StackView } from '../../../src/domain/stack/entry/stack-view';
import { openPlane } from '../../e2e/open-plane';
import { GitRepository } from '../../support/github/git-repository';
import type { Ended } from '../../support/cli/idp';
import type { TestPlane } from '../../support/plane/plane';

const minutes = 60_000;
const main = `
variable "name" { type = string }
variable "note" {
  type    = string
  default = "none"
}
resource "aws_sqs_queue" "one" {
  name = var.name
  tags = { note = var.note }
}
output "url" { value = aws_sqs_queue.one.url }
`;
/** Each uses an output of the one before it; plans of the first one wait for a person. */
const stack = (note: string) => `stack: dev
lease: 1d
components:
  base:
    template: shop/asked@1
    inputs: { note: first }
  mid:
    template: shop/queue@1
    inputs: { note: { ref: base.url } }
  top:
    template: shop/queue@1
    after: [mid]
    inputs: { note: ${note} }
`;

let on: TestPlane;
let cwd: string;
const stacks = (...words: string[]) => on.idp(['stacks', ...words]);
const folder = () => ['--folder', join(cwd, 'stacks')];

beforeAll(async () => {
  on = await openPlane();
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-stack-'));
  mkdirSync(join(cwd, 'stacks'));
  await publish('queue', '');
  await publish('asked', '\napproval: always\n');
}, 8 * minutes);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Publishes the one module under a name, from a commit. */
async function publish(name: string, more: string): Promise<void> {
  const made = join(cwd, name);
  mkdirSync(made);
  writeFileSync(join(made, 'main.tf'), main);
  succeeded(await on.idp(['template', 'init', made]));
  const manifest = join(made, 'template.yaml');
  const text = readFileSync(manifest, 'utf8').replace(/^approval:.*\n/m, '');
  writeFileSync(manifest, text);
  appendFileSync(manifest, more);
  const repository = new GitRepository();
  for (const file of ['main.tf', 'template.yaml', '.terraform.lock.hcl'])
    repository.commit(join(name, file), readFileSync(join(made, file), 'utf8'));
  const from = ['--git', repository.folder, '--ref', 'main', '--path', name, '--team', 'shop'];
  succeeded(await on.idp(['template', 'publish', ...from]));
  succeeded(await on.idp(['template', 'accept', `shop/${name}`, '--version', '1.0.0']));
}

function write(note: string): void {
  writeFileSync(join(cwd, 'stacks', 'dev.yaml'), stack(note));
}

/** What a person saw, when it went well. */
function succeeded({ code, stdout, stderr }: Ended): string {
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout}\n${stderr}`);
  process.stdout.write(`${stdout}\n`);
  return stdout;
}

async function view(): Promise<StackView> {
  const { stdout } = await stacks('status', 'dev', '--json');
  return JSON.parse(stdout) as StackView;
}

/** The lives of the components with the numbers of their runs. */
async function runsOf(): Promise<Record<string, number>> {
  const { components } = await view();
  const counts = components.map(async ({ name, environment }) => {
    const { stdout } = await on.idp(['runs', environment, '--json']);
    return [name, (JSON.parse(stdout) as unknown[]).length] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

it(
  'is built in layers, approved, and says when each component was ready',
  async () => {
    write('first');
    const refused = await stacks('apply', 'dev', ...folder());
    const begun = succeeded(await stacks('apply', 'dev', '--yes', ...folder()));
    const plan = await on.idp(['plan', 'dev.base']);
    const waiting = await view();
    const ready = succeeded(await stacks('approve', 'dev', '--yes'));

    expect(refused).toMatchObject({ code: 10, stdout: expect.stringContaining('+ base  new') as string });
    expect(begun).toContain('its plan awaits approval');
    expect(begun).toContain('Next: idp stacks approve dev');
    expect(plan.stdout).toContain('aws_sqs_queue.one');
    expect(waiting.components.map(({ name, state, waitsFor }) => [name, state, waitsFor])).toEqual([
      ['base', 'waiting', []],
      ['mid', 'not-built', ['base']],
      ['top', 'not-built', ['mid']],
    ]);
    expect(ready).toMatch(/Status +ready/);
    const timeline = succeeded(await stacks('timeline', 'dev'));
    expect(timeline).toMatch(/^1 +base .* ready$/m);
    expect(timeline).toMatch(/^3 +top .* ready$/m);
    expect(succeeded(await stacks('events', 'dev'))).toMatch(/StackReady/);
  },
  8 * minutes,
);

it(
  'changes what differs only, and nothing where nothing does',
  async () => {
    const same = succeeded(await stacks('apply', 'dev', ...folder()));
    const before = await runsOf();
    write('second');
    const diff = await stacks('diff', 'dev', ...folder());
    succeeded(await stacks('apply', 'dev', '--yes', ...folder()));
    const after = await runsOf();

    expect(same).toContain('No changes: revision 1 of dev is what the folder says.');
    expect(diff).toMatchObject({ code: 7 });
    expect(diff.stdout).toMatch(/~ top {2}changes\n {4}note: "first" -> "second" {2}\(.*dev\.yaml:13:21\)/);
    expect(after).toEqual({ ...before, top: (before['top'] ?? 0) + 1 });
    expect(await view()).toMatchObject({ status: 'ready', revision: { number: 2 } });
  },
  5 * minutes,
);

it(
  'refuses what is asked of a component alone, and lives longer as one',
  async () => {
    const [destroy, update, extend] = [
      await on.idp(['destroy', 'dev.mid', '--yes']),
      await on.idp(['update', 'dev.mid', '-i', 'note=x', '--yes']),
      await on.idp(['extend', 'dev.mid', '--by', '1d']),
    ];
    const before = (await view()).lease.expiresAt ?? '';
    succeeded(await stacks('extend', 'dev', '1d'));
    const after = (await view()).lease.expiresAt ?? '';

    expect(destroy).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("'idp stacks destroy dev'") as string,
    });
    expect(update).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("'idp stacks apply dev'") as string,
    });
    expect(extend).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("'idp stacks extend dev'") as string,
    });
    expect(Date.parse(after) - Date.parse(before)).toBe(24 * 3_600_000);
    expect(succeeded(await on.idp(['outputs', 'dev.mid']))).toContain('url');
    expect(succeeded(await on.idp(['logs', 'dev.mid']))).toContain('aws_sqs_queue.one');
  },
  4 * minutes,
);

it(
  'ends in reverse, with a receipt of each component, and leaves nothing',
  async () => {
    const lives = (await view()).components.map(({ life }) => life);
    const said = succeeded(await stacks('destroy', 'dev', '--yes'));
    const { items } = await on.api.want<{ items: EnvironmentView[] }>('GET /environments?status=destroyed');

    for (const name of ['base', 'mid', 'top']) expect(said).toContain(`Receipt of dev.${name}`);
    expect(said).toContain('The stack dev is destroyed: 3 of 3 components have ended.');
    const ends = items
      .filter(({ id }) => lives.includes(id))
      .sort((one, other) => ((one.endedAt ?? '') < (other.endedAt ?? '') ? -1 : 1));
    expect(ends.map(({ name }) => name)).toEqual(['dev.top', 'dev.mid', 'dev.base']);
    expect((await stacks('apply', 'dev', ...folder())).stdout).toContain('The stack dev is new');
  },
  6 * minutes,
);
