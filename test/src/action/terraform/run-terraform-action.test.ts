import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlanReport } from '../../../../src/action/terraform/plan-report';
import { runTerraformAction } from '../../../../src/action/terraform/run-terraform-action';
import { parseOutputs } from '../../../support/github/action-step';
import { writeProgram, writeText } from '../../../support/plane/machine';

describe('the action terraform', () => {
  let folder: string;
  let log: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leasehold-terraform-action-'));
    writeText(join(folder, 'temp', 'of-others'), '');
    writeText(join(folder, 'output'), '');
    log = '';
  });

  const run = (more: Record<string, string>, interrupted = new AbortController().signal) =>
    runTerraformAction({
      env: {
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        RUNNER_TEMP: join(folder, 'temp'),
        GITHUB_OUTPUT: join(folder, 'output'),
        LEASEHOLD_FOLDER: '.',
        LEASEHOLD_SOURCES: '.',
        LEASEHOLD_ROLE: 'arn:aws:iam::111122223333:role/plan',
        ...more,
      },
      machine: { now: Date.now, sleep: async () => undefined, interrupted },
      write: (text) => (log += text),
    });
  const terraform = (script: string) => writeProgram(join(folder, 'bin', 'terraform'), script);
  const report = () =>
    PlanReport.parse(JSON.parse(parseOutputs(readFileSync(join(folder, 'output'), 'utf8')).report ?? ''));

  it.each<[string, Record<string, string>, string]>([
    ['a command that it does not know', { LEASEHOLD_COMMAND: 'destroy' }, 'LEASEHOLD_COMMAND'],
    [
      'a folder with more than a name',
      { LEASEHOLD_COMMAND: 'plan', LEASEHOLD_FOLDER: '$(x)' },
      'LEASEHOLD_FOLDER',
    ],
    ['a role that is no ARN', { LEASEHOLD_COMMAND: 'plan', LEASEHOLD_ROLE: 'admin' }, 'LEASEHOLD_ROLE'],
    ['an apply of who knows what', { LEASEHOLD_COMMAND: 'apply' }, "the output of the command 'verify'"],
    [
      'an apply of what nobody verified',
      { LEASEHOLD_COMMAND: 'apply', LEASEHOLD_FINGERPRINT: '{"state":"x","whole":"y"}' },
      "the output of the command 'verify'",
    ],
  ])('refuses %s before it starts anything', async (_what, more, reason) => {
    terraform(`touch ${join(folder, 'started')}`);

    expect(await run(more)).not.toBe(0);

    expect(log).toContain(reason);
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  it('says that a plan needs a role', async () => {
    terraform('exit 0');

    expect(await run({ LEASEHOLD_COMMAND: 'plan', LEASEHOLD_ROLE: '' })).toBe(2);

    expect(log).toContain("The input 'role' is required");
  });

  it('reports what failed with all that the program said, and leaves nothing behind', async () => {
    terraform('echo "Error: a"; echo "::set-env name=x::y"; echo details >&2; exit 3');

    expect(await run({ LEASEHOLD_COMMAND: 'check' })).not.toBe(0);

    expect(report()).toMatchObject({ failed: 'terraform fmt -check', counts: null, tree: null });
    expect(report().text).toContain('details');
    expect(log).not.toMatch(/^::set-env/m);
    expect(readdirSync(join(folder, 'temp'))).toEqual(['of-others']);
  });

  it('gives Terraform none of what the job could ask for tokens with', async () => {
    terraform(`env > ${join(folder, 'env')}`);
    const token = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'y' };

    expect(await run({ LEASEHOLD_COMMAND: 'check', GITHUB_TOKEN: 'z', ...token })).toBe(0);

    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toMatch(/ACTIONS_|GITHUB_|AWS_ROLE/);
  });

  it('asks Terraform to end when the job is cancelled, and waits for it, as it may hold the lock', async () => {
    const interruption = new AbortController();
    const started = join(folder, 'started');
    terraform(`trap 'echo unlocked; exit 1' INT; touch ${started}; while :; do sleep 0.05; done`);

    const ended = run({ LEASEHOLD_COMMAND: 'check' }, interruption.signal);
    while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 10));
    interruption.abort();

    expect(await ended).not.toBe(0);
    expect(log).toContain('unlocked');
  });
});
