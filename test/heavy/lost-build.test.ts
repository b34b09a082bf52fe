import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../src/domain/environment/environment';
import { failureOf } from '../../src/domain/environment/outcome';
import { writeProgram, writeText } from '../support/plane/machine';
import { startRunnerHub, type RunnerHub } from '../support/plane/runner';
import { installedTerraform } from '../support/terraform/terraform';
import { bundleOf } from '../support/terraform/template-bundle';

const lostBuild = 'leasehold:lost';
let hub: RunnerHub;
let base: string;
beforeAll(async () => {
  hub = await startRunnerHub();
  base = await mkdtemp(join(tmpdir(), 'leasehold-lost-'));
}, 120_000);
afterAll(async () => {
  await rm(base, { recursive: true, force: true });
  await hub.close();
});

const at = (name: string) => join(base, name);

async function appears(path: string): Promise<void> {
  while (
    !(await access(path).then(
      () => true,
      () => false,
    ))
  )
    await sleep(50);
}

/** Terraform that plans until it may end, and then writes what it saw of the folder that it works in. */
async function slowTerraform(): Promise<string> {
  const step = `touch '${at('planning')}'; while [ ! -e '${at('end')}' ]; do sleep 0.05; done; ls > '${at('seen')}' 2>&1; exit 1`;
  const body = `if [ "$1" = plan ]; then ${step}; fi\nexec ${await installedTerraform()} "$@"`;
  return writeProgram(at('slow.sh'), body);
}

/** Starts a build as CodeBuild does, and kills the runner alone while its Terraform works. */
async function loseBuild(environment: Environment): Promise<void> {
  const variables = await hub.variables(environment, lostBuild);
  const own = { LEASEHOLD_WORK_FOLDER: at('work'), LEASEHOLD_TERRAFORM: await slowTerraform() };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/runner/main.ts'], {
    env: { ...variables, ...own },
    stdio: 'ignore',
  });
  await appears(at('planning'));
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it('a build waits for Terraform of one that was lost, and then works in the folder alone', async () => {
  const asked = await hub.create(bundleOf({ 'templates/tiny/main.tf': 'resource "terraform_data" "a" {}' }));
  await loseBuild(asked);
  const outcome = { result: 'failed' as const, failure: failureOf('lost', 'killed') };
  await hub.decide(asked, { type: 'settle-run', run: asked.run!.id, build: lostBuild, outcome });
  const retried = await hub.decide(asked, { type: 'retry', by: 'ada@example.com' });
  const folder = join(at('work'), asked.id);

  const next = hub.build(retried, { folder });
  const waiting = `Waiting: a lost build is still running in ${folder}.`;
  while (!next.lines.includes(waiting)) await sleep(50);
  writeText(at('end'), '');
  await next.done;

  expect((await readFile(at('seen'), 'utf8')).split('\n')).toContain('main.tf');
  expect((await hub.artifacts.readOutcome(next.run))?.outcome).toMatchObject({ result: 'applied' });
}, 180_000);
