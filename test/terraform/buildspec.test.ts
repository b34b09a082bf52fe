import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeText } from '../support/plane/machine';
import { runBuildspec } from '../support/plane/run-buildspec';

const buildspec = readFileSync(join(process.cwd(), 'terraform/buildspec.yml'), 'utf8');

/** Runs the project's own buildspec with a runner and programs of the test's, and returns status and log. */
function run(environment: Record<string, string>, programs: Record<string, string> = {}) {
  const runner = writeText(
    join(mkdtempSync(join(tmpdir(), 'leasehold-runner-')), 'runner.mjs'),
    'console.log("runner of", process.env.CODEBUILD_BUILD_ID);',
  );
  return runBuildspec({ buildspec, environment: { LEASEHOLD_RUNNER: runner, ...environment }, programs });
}

describe('terraform/buildspec.yml', () => {
  it('runs the runner and fetches nothing where Terraform is there', async () => {
    const programs = { terraform: 'exit 0', curl: 'echo "curl was called"; exit 1' };

    const { id, status, lines } = await run({}, programs);

    expect(status).toBe('SUCCEEDED');
    expect(lines).toContain(`runner of ${id}`);
    expect(lines).not.toContain('curl was called');
  });

  it('unpacks no Terraform that is not the pinned one, and runs nothing', async () => {
    const programs = {
      uname: 'echo x86_64',
      curl: 'while [ "$1" != --output ]; do shift; done; echo forged > "$2"; echo "fetched $3"',
      unzip: 'echo "unzip was called"',
    };

    const { id, status, lines } = await run({ LEASEHOLD_TERRAFORM: 'terraform-of-nobody' }, programs);

    expect(status).toBe('FAILED');
    expect(lines).toContain(
      'fetched https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_linux_amd64.zip',
    );
    expect(lines).toContain("Terraform's zip is not the pinned one");
    expect(lines).not.toContain('unzip was called');
    expect(lines).not.toContain(`runner of ${id}`);
  });
});
