import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../../../src/domain/environment/environment';
import type { Outcome } from '../../../src/domain/environment/outcome';
import { parseState } from '../../../src/domain/terraform/state-file';
import { S3State } from '../../../src/aws/s3-state';
import { startRunnerHub, type RunnerHub } from '../../support/plane/runner';
import { installedTerraform } from '../../support/terraform/terraform';
import { bundleOf } from '../../support/terraform/template-bundle';

const leasehold =
  'variable "leasehold" { type = object({ name = string, id = string, tags = map(string) }) }';
const numbered = `
  variable "count_of" {}
  resource "terraform_data" "item" {
    count = var.count_of
    input = count.index
  }
`;
const imported = '7f0c8f0e-2a8d-4d0c-9a50-6a3d0f1f2b11';
const root = `
  variable "size" { default = 58 }
  variable "secret" {
    default   = "none"
    sensitive = true
  }
  module "parts" {
    source   = "./parts"
    count_of = var.size
  }
  resource "terraform_data" "taken" {}
  resource "terraform_data" "secret" {
    input            = var.secret
    triggers_replace = "v1"
  }
  output "last" { value = terraform_data.taken.id }
`;
const importBlock = `
  import {
    to = terraform_data.taken
    id = "${imported}"
  }
`;
const old = { 'main.tf': root + importBlock, 'parts/main.tf': numbered };
const templateOf = (main: string) =>
  bundleOf({
    'templates/tiny/main.tf': `${leasehold}\n${main}`,
    'templates/tiny/parts/main.tf': numbered,
  });
const fitting = templateOf(root);
const word = 'correct-horse-battery';

const run = promisify(execFile);
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A state as plain Terraform makes it, with a module, an import and a secret: 60 resources. */
async function plainState(files: Record<string, string> = old): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-old-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const terraform = await installedTerraform();
  const env = { ...process.env, TF_VAR_secret: word, CHECKPOINT_DISABLE: '1' };
  for (const words of [['init'], ['apply', '-auto-approve']])
    await run(terraform, [...words, '-no-color', '-input=false'], { cwd: folder, env });
  return readFile(join(folder, 'terraform.tfstate'));
}

describe('a state that plain Terraform made', () => {
  let hub: RunnerHub;
  let body: Buffer;

  beforeAll(async () => {
    [hub, body] = await Promise.all([startRunnerHub(), plainState()]);
  });

  afterAll(() => hub.close());

  /** An environment that adopts a state, which lies where its uploader put it. */
  async function adopting(
    bundle: typeof fitting,
    given: { state?: Buffer; sent?: Buffer; inputs?: object } = {},
  ) {
    const { state = body, sent = state, inputs = { secret: word } } = given;
    const adopts = { state: digestOf(state), from: 'old.tfstate', by: 'ada' };
    const asked = await hub.create(bundle, { adopts }, { ...inputs });
    const { url, headers } = await hub.states.uploadAddress({ name: asked.name, ...adopts }, sent.length);
    const put = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(sent) });
    expect(put.status).toBe(200);
    return asked;
  }

  const planned = (outcome: Outcome) => {
    expect(outcome).toMatchObject({ result: 'planned' });
    return (outcome as Extract<Outcome, { result: 'planned' }>).plan;
  };
  const failure = (outcome: Outcome) => {
    expect(outcome).toMatchObject({ result: 'failed' });
    return (outcome as Extract<Outcome, { result: 'failed' }>).failure;
  };

  async function approve(environment: Environment) {
    const waiting = await hub.deliver(environment);
    const { run } = waiting;
    if (run?.phase !== 'awaiting-approval') throw new Error('No plan waits');
    const planDigest = run.plan.digest;
    return hub.decide(waiting, { type: 'approve', planDigest, by: 'eve' });
  }

  async function kept(environment: Environment) {
    const stored = await hub.states.readState(environment);
    return stored && parseState(stored.body);
  }

  it('is planned, named for an approval, taken over by the apply, changed, and destroyed with a receipt', async () => {
    const before = parseState(body);
    const first = await hub.runAndSettle(await adopting(fitting));

    const plan = planned(first.outcome);
    expect(plan).toMatchObject({ create: 0, replace: 0, delete: 0, needs: ['imported'] });
    expect(plan.notes?.counts.import).toBe(60);
    expect(plan.addresses).toHaveLength(50);
    expect(plan.addresses).toContainEqual({
      reason: 'imported',
      address: 'terraform_data.taken',
      why: `it already exists (${imported})`,
    });
    expect(await kept(first.environment)).toBeNull();

    const second = await hub.runAndSettle(await approve(first.environment));
    expect(second.outcome).toMatchObject({ result: 'applied', resources: 60 });
    const state = (await kept(first.environment))!;
    expect(state.lineage).toBe(before.lineage);
    expect(state.serial).toBeGreaterThanOrEqual(before.serial);

    const changed = await hub.decide(await hub.deliver(second.environment), {
      type: 'change',
      spec: { ...second.environment.wanted, inputs: { secret: word, size: 59 } },
      planOnly: false,
      cost: second.environment.cost,
      by: 'ada',
    });
    const third = await hub.runAndSettle(changed);
    expect(third.outcome).toMatchObject({ result: 'applied', resources: 61, plan: { create: 1, needs: [] } });

    const ending = await hub.decide(await hub.deliver(third.environment), { type: 'destroy', by: 'ada' });
    const last = await hub.runAndSettle(ending);
    expect(last.outcome).toMatchObject({ result: 'destroyed', receipt: { built: true } });
    expect([first, second, third, last].flatMap(({ lines }) => lines).join('\n')).not.toContain(word);
  });

  it('is refused by name, with the moved blocks to write, where the plan would delete or replace anything of it', async () => {
    const renamed = root
      .replaceAll('"taken"', '"kept"')
      .replaceAll('terraform_data.taken', 'terraform_data.kept')
      .replace('"v1"', '"v2"');
    const { outcome, environment } = await hub.runAndSettle(await adopting(templateOf(renamed)));

    const { class: cls, reason, addresses } = failure(outcome);
    expect(cls).toBe('configuration');
    expect(addresses.sort()).toEqual(['terraform_data.secret', 'terraform_data.taken']);
    expect(reason).toContain('moved { from = terraform_data.taken to = terraform_data.kept }');
    expect(reason).toContain(
      'terraform_data.secret would be replaced, as triggers_replace cannot be changed in place',
    );
    expect(reason).toContain(`idp update ${environment.name}`);

    const ending = await hub.decide(await hub.deliver(environment), { type: 'destroy', by: 'ada' });
    expect(ending).toMatchObject({ status: 'destroyed', receipt: { built: false } });
    expect(await kept(environment)).toBeNull();
  });

  it('is refused where nothing of it fits the template', async () => {
    const other = templateOf('resource "terraform_data" "else" { count = 2 }');
    const { outcome } = await hub.runAndSettle(await adopting(other, { inputs: {} }));

    expect(failure(outcome).reason).toMatch(/^No resource of the state fits tiny 1\.0\.0\./);
    expect(failure(outcome).reason).toContain('and 40 more');
  });

  it.each([
    [
      'other bytes than were promised',
      { sent: Buffer.from('{}') },
      'is not the state that was to be adopted',
    ],
    ['no JSON', { state: Buffer.from('{"version": 4') }, 'is not a Terraform state of format version 4'],
    ['an older format', { state: Buffer.from('{"version":3,"serial":1,"lineage":"x"}') }, 'format version 4'],
    ['nothing', { state: Buffer.from('{"version":4,"serial":1,"lineage":"x"}') }, 'holds no resources'],
  ])('is refused where it is %s', async (_what, given, words) => {
    const { outcome } = await hub.runAndSettle(await adopting(fitting, given));

    expect(failure(outcome).reason).toContain(words);
  });

  it('is read by nobody but who uploaded it', async () => {
    const { name } = await adopting(fitting);
    const states = new S3State(hub.buckets.client, hub.buckets.state);

    expect(await states.readUploaded({ name, state: digestOf(body), by: 'bob' })).toBeNull();
    expect(await states.readUploaded({ name: 'other', state: digestOf(body), by: 'ada' })).toBeNull();
    expect(await states.readUploaded({ name, state: digestOf(body), by: 'ada' })).toHaveLength(body.length);
  });

  it('is taken over by the next run where one died between its yes and the kept state', async () => {
    const first = await hub.runAndSettle(await adopting(fitting));
    const approved = await approve(first.environment);
    const dead = Object.assign(Object.create(hub.states) as S3State, {
      writeState: () => Promise.reject(new Error('the machine is gone')),
    });
    const second = await hub.runAndSettle(approved, { states: dead, deadlineMs: 1_000, graceMs: 0 });
    expect(second.outcome).toMatchObject({ result: 'failed' });
    expect(await kept(approved)).toBeNull();

    const again = await hub.decide(await hub.deliver(second.environment), { type: 'retry', by: 'ada' });
    const third = await hub.runAndSettle(again);
    expect(planned(third.outcome)).toMatchObject({ delete: 0, replace: 0, needs: ['imported'] });
    const last = await hub.runAndSettle(await approve(third.environment));
    expect(last.outcome).toMatchObject({ result: 'applied', resources: 60 });
  }, 180_000);
});
