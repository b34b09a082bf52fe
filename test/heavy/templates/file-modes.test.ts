import type { Environment } from '../../../src/domain/environment/environment';
import { type RunnerHub, startRunnerHub } from '../../support/plane/runner';
import { packedTiny, packedTree } from '../../support/terraform/packed-tree';
import { bundleOf, type TestBundle } from '../../support/terraform/template-bundle';

let hub: RunnerHub;
beforeAll(async () => {
  hub = await startRunnerHub();
}, 120_000);
afterAll(() => hub.close());

/** Runs the present run to its end and settles it, as the workflow would. */
async function settle(environment: Environment) {
  const settled = await hub.runAndSettle(environment);
  return { ...settled, log: settled.lines.join('\n') };
}

/** A life of a bundle, from its create to its end. */
async function lived(bundle: TestBundle) {
  const made = await settle(await hub.create(bundle));
  if (made.outcome.result !== 'applied') return { made, gone: made };
  const doomed = await hub.decide(made.environment, { type: 'destroy', by: 'ada@example.com' });
  return { made, gone: await settle(doomed) };
}

const provisioner = (command: string, when = 'create') =>
  `provisioner "local-exec" {\n  when = ${when}\n  command = "${command}"\n}`;
const resource = (inside: string) => `resource "terraform_data" "this" {\n${inside}\n}`;

it('A03: a script that may be run is run, as it was where it was published', async () => {
  const { made, gone } = await lived(await packedTree('test/fixtures/cases/A03'));

  expect(made.outcome).toMatchObject({ result: 'applied' });
  expect(made.log).toContain(`set up ${made.environment.name}`);
  expect(gone.outcome).toMatchObject({ result: 'destroyed' });
}, 120_000);

it('a script is run at the destroy', async () => {
  const main = resource(provisioner('./scripts/end.sh', 'destroy'));

  const { made, gone } = await lived(
    await packedTiny(
      { 'templates/tiny/main.tf': main },
      { 'templates/tiny/scripts/end.sh': 'echo "taken down"' },
    ),
  );

  expect(made.log).not.toContain('taken down');
  expect(gone.log).toContain('taken down');
  expect(gone.outcome).toMatchObject({ result: 'destroyed' });
}, 120_000);

it('a script of a module and one that another calls are run', async () => {
  const { made } = await lived(
    await packedTiny(
      {
        'templates/tiny/main.tf': 'module "app" {\n  source = "../../modules/app"\n}',
        'modules/app/main.tf': resource(provisioner('${path.module}/bin/first')),
      },
      {
        'modules/app/bin/first': 'exec "$(dirname "$0")/second"',
        'modules/app/bin/second': 'echo "second ran"',
      },
    ),
  );

  expect(made.log).toContain('second ran');
}, 120_000);

it('a file that nobody may run where it was published is not run (control), and is read as before', async () => {
  const texts = {
    'templates/tiny/main.tf': resource(provisioner('sh ./scripts/plain.sh; ./scripts/plain.sh')),
    'templates/tiny/scripts/plain.sh': 'echo "read by sh"',
  };

  for (const bundle of [await packedTiny(texts), bundleOf(texts)]) {
    const { made } = await lived(bundle);
    expect(made.log).toContain('read by sh');
    expect(made.outcome).toMatchObject({ result: 'failed' });
    expect(made.log).toContain('Permission denied');
  }
}, 120_000);
