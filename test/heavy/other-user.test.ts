import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../src/domain/environment/environment';
import { terraformUser } from '../../src/plane/projects';
import { startRunnerHub, type RunnerHub } from '../support/plane/runner';
import { writeProgram } from '../support/plane/machine';
import { packedTiny } from '../support/terraform/packed-tree';
import { installedTerraform } from '../support/terraform/terraform';
import { bundleOf } from '../support/terraform/template-bundle';

/** What only the build may know; the pattern that looks for it does not find itself. */
const mark = 'identity-of-the-build';
const pattern = 'identity-of-the-buil[d]';

/** A template whose program looks for what is the build's: who it is, which processes it can read, and a file of the runner's. */
const looksAround = `
  variable "leasehold" { type = object({ name = string, id = string, tags = map(string) }) }
  variable "seen" {}
  variable "file" {}
  resource "terraform_data" "this" {
    provisioner "local-exec" {
      command = <<-SCRIPT
        {
          echo "user $(id -u) of $(id -G)"
          echo "processes $(for one in /proc/[0-9]*; do tr '\\0' '\\n' < $one/environ; done 2>/dev/null | grep -c '${pattern}')"
          echo "file $(cat \${var.file} 2>/dev/null)"
        } > \${var.seen}
      SCRIPT
    }
  }
`;
/** A template that reads what was written beside its files while it was planned, and shows whose that is. */
const writesAround = {
  'templates/tiny/main.tf': `
    module "app" { source = "../../modules/app" }
    resource "terraform_data" "this" {
      input = [filesha256("files/made"), module.app.made]
      provisioner "local-exec" { command = "stat -c 'owned by %u' files/made" }
    }`,
  'templates/tiny/files/kept.txt': '',
  'modules/app/main.tf': 'output "made" { value = filesha256("${path.module}/made") }',
};
const bundle = bundleOf({ 'templates/tiny/main.tf': looksAround });

let hub: RunnerHub;
beforeAll(async () => {
  hub = await startRunnerHub();
});
afterAll(() => hub.close());

/** Only root may run a program as another user; anyone else has to be told that this is not proven. */
function beRoot(): void {
  if (process.getuid?.() !== 0)
    throw new Error('Not proven here: run this as root, who may become another user.');
}

/** A build of the present run as CodeBuild starts it, with the identity of the build in its environment; its log. */
async function build(environment: Environment, more: Record<string, string>): Promise<string> {
  const variables = { ...(await hub.variables(environment, 'leasehold:user')), ...more };
  const env = { ...variables, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: `/v2/credentials/${mark}` };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/runner/main.ts'], { env });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  await once(child, 'exit');
  return output.join('');
}

/** What the program of a template saw when its run was made with these variables. */
async function seenWith(more: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-seen-'));
  const [seen, file] = [join(folder, 'seen'), join(folder, 'of-the-runner')];
  await writeFile(file, 'secret', { mode: 0o600 });
  await chmod(folder, 0o777);
  const asked = await hub.create(bundle, {}, { seen, file });
  const log = await build(asked, more);
  return { asked, log, lines: (await readFile(seen, 'utf8').catch(() => log)).trim().split('\n') };
}

describe('what a template runs as the user of Terraform', () => {
  it('reads nothing of the build: no environment, no file', async () => {
    beRoot();
    const user = String(terraformUser);

    const { log, lines, asked } = await seenWith({ LEASEHOLD_TERRAFORM_USER: user });

    expect(lines).toEqual([`user ${user} of ${user}`, 'processes 0', 'file']);
    expect(log).toContain('Outcome: applied.');
    expect(await hub.states.readState(asked)).not.toBeNull();
  });

  it('reads all of it where Terraform runs as the runner (control)', async () => {
    beRoot();

    const { lines } = await seenWith({});

    expect(lines[0]).toMatch(/^user 0 /);
    expect(Number(lines[1]?.replace('processes ', ''))).toBeGreaterThan(0);
    expect(lines[2]).toBe('file secret');
  });

  it('is made and destroyed as by the runner itself', async () => {
    beRoot();
    const user = String(terraformUser);
    const { asked } = await seenWith({ LEASEHOLD_TERRAFORM_USER: user });
    const recorded = await hub.artifacts.readOutcome(asked.run?.id ?? '');
    const { outcome } = recorded ?? { outcome: { result: 'cancelled' as const } };
    const settling = { run: asked.run?.id ?? '', build: 'leasehold:user', outcome };
    const ready = await hub.decide(asked, { type: 'settle-run', ...settling });
    const doomed = await hub.decide(ready, { type: 'destroy', by: 'ada@example.com' });

    const log = await build(doomed, { LEASEHOLD_TERRAFORM_USER: user });

    expect(log).toContain('Outcome: destroyed.');
  });

  it('writes wherever its template and modules lie while it plans, and finds that again when its plan is applied', async () => {
    beRoot();
    const folder = await mkdtemp(join(tmpdir(), 'leasehold-seen-'));
    await chmod(folder, 0o755);
    const step = 'date +%N > files/made; date +%N > ../../modules/app/made; id -u > "$HOME/user"';
    const more = {
      LEASEHOLD_TERRAFORM_USER: String(terraformUser),
      LEASEHOLD_WORK_FOLDER: join(folder, 'work'),
      LEASEHOLD_TERRAFORM: writeProgram(
        join(folder, 'planning.sh'),
        `if [ "$1" = plan ]; then ${step}; fi\nexec ${await installedTerraform()} "$@"`,
      ),
    };
    const asked = await hub.create(await packedTiny(writesAround), { planOnly: true });
    const run = asked.run?.id ?? '';

    const planLog = await build(asked, more);
    const outcome = (await hub.artifacts.readOutcome(run))?.outcome ?? { result: 'cancelled' as const };
    if (outcome.result !== 'planned') throw new Error(planLog);
    const settled = await hub.decide(asked, { type: 'settle-run', run, build: 'leasehold:user', outcome });
    const yes = { type: 'approve' as const, planDigest: outcome.plan.digest, by: 'bob@example.com' };
    const log = await build(await hub.decide(settled, yes), more);

    expect(log).toContain('Outcome: applied.');
    expect(log).toContain(`owned by ${terraformUser}`);
  });
});
