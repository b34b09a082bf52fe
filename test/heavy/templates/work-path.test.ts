import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Environment } from '../../../src/domain/environment/environment';
import type { Outcome } from '../../../src/domain/environment/outcome';
import type { RunnerDeps } from '../../../src/runner/run-context';
import { writeProgram } from '../../support/plane/machine';
import { type RunnerHub, startRunnerHub } from '../../support/plane/runner';
import { packedTiny, packedTree } from '../../support/terraform/packed-tree';
import { installedTerraform } from '../../support/terraform/terraform';
import type { TestBundle } from '../../support/terraform/template-bundle';
import { sharedOutputs } from '../../support/aws/shared-documents';

const by = 'ada@example.com';
let hub: RunnerHub;
let base: string;
beforeAll(async () => {
  hub = await startRunnerHub();
  base = await mkdtemp(join(tmpdir(), 'leasehold-paths-'));
}, 120_000);
afterAll(async () => {
  await rm(base, { recursive: true, force: true });
  await hub.close();
});

const workOf = ({ id }: Pick<Environment, 'id'>) => join(base, 'work', id);

/** Runs the present run to its end on the one machine of all builds, and settles it. */
async function settle(environment: Environment, overrides: Partial<RunnerDeps> = {}) {
  const settled = await hub.runAndSettle(environment, { folder: workOf(environment), ...overrides });
  return { ...settled, log: settled.lines.join('\n') };
}

/** The same life as it was wanted, of which only a plan is asked. */
async function planned(environment: Environment, overrides: Partial<RunnerDeps> = {}) {
  const { wanted: spec, cost } = environment;
  return settle(await hub.decide(environment, { type: 'change', spec, planOnly: true, cost, by }), overrides);
}

function digestIn(outcome: Outcome): string {
  if (outcome.result === 'planned') return outcome.plan.digest;
  throw new Error(JSON.stringify(outcome));
}

/** What the approval of a planned run comes to. */
async function approved({ environment, outcome }: { environment: Environment; outcome: Outcome }) {
  return settle(await hub.decide(environment, { type: 'approve', planDigest: digestIn(outcome), by }));
}

async function built(bundle: TestBundle): Promise<Environment> {
  const { outcome, environment, log } = await settle(await hub.create(bundle));
  if (outcome.result !== 'applied') throw new Error(log);
  return environment;
}

const tiny = (main: string, more: Record<string, string> = {}) =>
  packedTiny({ 'templates/tiny/main.tf': main, ...more });

describe('an absolute path', () => {
  it('A10: of a ready environment is no change, and its approved plan is applied', async () => {
    const ready = await built(await packedTree('test/fixtures/cases/A10'));

    const again = await planned(ready);
    const { outcome, environment } = await approved(again);

    expect(again.outcome).toMatchObject({ plan: { create: 0, update: 0, delete: 0 } });
    expect(outcome).toMatchObject({ result: 'applied' });
    expect(environment.status).toBe('ready');
    expect(await sharedOutputs(hub.states, ready)).toMatchObject({
      page: { value: join(workOf(ready), 'templates/h10-paths/pages/index.html') },
    });
    expect(await readdir(join(base, 'work'))).not.toContain(ready.id);
  }, 120_000);

  it.each([
    ['abspath of the root', 'abspath("${path.root}/pages")'],
    ['of a module', 'module.app.folder'],
    ['in a rendered text', 'templatefile("${path.module}/unit.tftpl", { folder = path.cwd })'],
    ['of a file that is digested', '{ (abspath("unit.tftpl")) = filemd5(abspath("unit.tftpl")) }'],
  ])(
    'is the same in plan and apply: %s',
    async (_what, expression) => {
      const main = `
      module "app" { source = "../../modules/app" }
      resource "terraform_data" "this" { input = ${expression} }`;
      const bundle = await tiny(main, {
        'templates/tiny/unit.tftpl': 'WorkingDirectory=${folder}',
        'modules/app/main.tf': 'output "folder" { value = abspath(path.module) }',
      });

      const first = await settle(await hub.create(bundle, { planOnly: true }));
      const { outcome, environment } = await approved(first);
      const again = await planned(await hub.deliver(environment));

      expect(outcome).toMatchObject({ result: 'applied' });
      expect(again.outcome).toMatchObject({ plan: { create: 0, update: 0, delete: 0 } });
    },
    120_000,
  );
});

/** Terraform with a step before each plan, in place of a provider that writes files while it plans: none such is on every machine. */
async function planning(name: string, step: string): Promise<Partial<RunnerDeps>> {
  const body = `if [ "$1" = plan ]; then (\n${step}\n) || exit 1; fi\nexec ${await installedTerraform()} "$@"`;
  return { executable: writeProgram(join(base, `${name}.sh`), body) };
}

const reads = (path: string) => `resource "terraform_data" "this" { input = filesha256("${path}") }`;

describe('what Terraform writes while it plans', () => {
  const stamp = 'date +%N > built/app.zip';

  it.each([
    ['a new file', 'built/app.zip', `mkdir -p built; ${stamp}`],
    ['a file in a module', '../../modules/app/built/app.zip', `cd ../../modules/app; mkdir built; ${stamp}`],
    ['a file of the bundle', 'config.json', 'date +%N > config.json'],
    ['as much as may be kept', 'big.bin', 'head -c 104857600 /dev/urandom > big.bin'],
    ['a link to a file', 'link', 'date +%N > target; ln -s target link'],
  ])(
    'is there at the apply: %s',
    async (name, path, step) => {
      const main = `
      module "app" { source = "../../modules/app" }
      ${reads(`\${path.module}/${path}`)}`;
      const bundle = await tiny(main, { 'templates/tiny/config.json': '{}', 'modules/app/main.tf': '' });
      const overrides = await planning(name.replaceAll(' ', '-'), step);
      const first = await settle(await hub.create(bundle, { planOnly: true }), overrides);

      const { outcome, log } = await approved(first);

      expect({ outcome, log }).toMatchObject({ outcome: { result: 'applied' } });
      expect(await hub.artifacts.readPlanFiles(first.run)).toBeNull();
    },
    120_000,
  );

  it('may be run at the apply if it could be run at the plan', async () => {
    const main = `resource "terraform_data" "this" {
      provisioner "local-exec" { command = "./bin/made; ls -a . bin" }
    }`;
    const step =
      'mkdir bin; printf "#!/bin/sh\\necho it runs\\n" > bin/made; chmod 755 bin/made; echo x > bin/plain';
    const first = await settle(
      await hub.create(await tiny(main), { planOnly: true }),
      await planning('modes', step),
    );

    const { outcome, log } = await approved(first);

    expect(outcome).toMatchObject({ result: 'applied' });
    expect(log).toContain('it runs');
    expect(log).toContain('plain');
  }, 120_000);

  it('is no part of a plan that wrote nothing', async () => {
    const first = await settle(await hub.create(await tiny(reads('main.tf')), { planOnly: true }));

    expect(await hub.artifacts.readPlanFiles(first.run)).toBeNull();
    expect((await approved(first)).outcome).toMatchObject({ result: 'applied' });
  }, 120_000);

  it.each([
    [
      'files above 100 MB',
      'truncate -s 60M a.bin; mkdir deep; truncate -s 61M deep/b.bin',
      /wrote 121\.0 MB into the work folder, most of it templates\/tiny\/deep\/b\.bin \(61\.0 MB\).* at most 100 MB/,
    ],
    [
      'a link that leads out',
      'ln -s /etc/hostname out',
      /wrote templates\/tiny\/out, which is a link .* is outside/,
    ],
    ['a pipe', 'mkfifo pipe', /wrote templates\/tiny\/pipe, which is a named pipe/],
  ])(
    'is refused by name where it cannot be kept: %s',
    async (what, step, says) => {
      const overrides = await planning(what.replaceAll(/\W/g, '-'), step);
      const bundle = await tiny(reads('main.tf'));

      const refused = await settle(await hub.create(bundle, { planOnly: true }), overrides);
      const applied = await settle(await hub.create(bundle), overrides);

      expect(refused.outcome).toMatchObject({
        result: 'failed',
        failure: { class: 'configuration', reason: expect.stringMatching(says) },
      });
      // A plan that nobody has to approve is applied where it was made, and needs nothing to be kept.
      expect(applied.outcome).toMatchObject({ result: 'applied' });
    },
    120_000,
  );

  const other = () =>
    zipSync({ 'plan-files.json': Buffer.from('{}'), 'templates/tiny/x': Buffer.from('other') });
  it.each([
    [
      'is another',
      'mkdir -p built; date > built/app.zip',
      (run: string) => hub.artifacts.writePlanFiles(run, other()),
    ],
    ['was added', 'true', (run: string) => hub.artifacts.writePlanFiles(run, other())],
    [
      'is gone',
      'mkdir -p built; date > built/app.zip',
      async (run: string) => {
        const plan = await hub.artifacts.readPlanFile(run);
        await hub.artifacts.discardPlanFile(run);
        await hub.artifacts.writePlanFile(run, plan!);
      },
    ],
  ])(
    'is applied with the plan that was approved, or nothing is: what was kept %s',
    async (what, step, swap) => {
      const overrides = await planning(`swap-${what.replaceAll(' ', '-')}`, step);
      const first = await settle(
        await hub.create(await tiny(reads('main.tf')), { planOnly: true }),
        overrides,
      );
      await swap(first.run);

      const { outcome } = await approved(first);

      expect(outcome).toMatchObject({
        result: 'failed',
        failure: { reason: expect.stringContaining('is not the one that was approved') },
      });
      expect(await hub.states.readState(first.environment)).toBeNull();
    },
    120_000,
  );
});
