import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Emulator } from '../../src/local/emulator';
import { ownersKey } from '../support/aws/owned-front';
import { runAction, type StepEnd } from '../support/github/action-step';
import { startEmulator } from '../support/aws/aws-workspace';
import { FakeGitHub } from '../support/github/fake-github';
import { installedTerraform } from '../support/terraform/terraform';
import { TerraformRepository } from '../support/github/terraform-repository';

const minutes = 60_000;
const bucket = 'shopstack-dev-tf-123456789012';
const secret = 'a-password-that-nobody-may-read';
const hostile = '\n~~~~\n</details><img src=x onerror=alert(1)>\n::set-output name=report::y\n@everyone ```';
const role = (job: string) => `arn:aws:iam::123456789012:role/shopstack-dev-github-${job}`;
const event = {
  action: 'synchronize',
  number: 7,
  pull_request: { number: 7, title: hostile, head: { ref: hostile, sha: 'f00dfeedf00dfeedf00d' } },
};

/** Terraform writes the results of checks in another order each time, of which no plan may differ. */
const checked = ['a', 'b', 'c', 'd', 'e'].map(
  (name) => `variable "${name}" {
  type    = string
  default = "x"

  validation {
    condition     = var.${name} != ""
    error_message = "${name} must be something."
  }
}
`,
);

/** A root module as a team's is: its state in the bucket, a module besides, something sensitive, checks and tests. */
const filesOf = (stateKey: string, message: string) => ({
  'infra/envs/dev/main.tf': `terraform {
  required_version = ">= 1.11"
}

variable "password" {
  type      = string
  default   = "${secret}"
  sensitive = true
}

module "greeting" {
  source = "../../modules/greeting"

  message = ${JSON.stringify(message)}
}

resource "terraform_data" "password" {
  input = var.password
}
`,
  'infra/envs/dev/variables.tf': checked.join('\n'),
  'infra/envs/dev/backend.tf': `terraform {
  backend "s3" {
    bucket       = "${bucket}"
    key          = "${stateKey}"
    region       = "eu-west-1"
    encrypt      = true
    kms_key_id   = "arn:aws:kms:eu-west-1:123456789012:key/0b7f8f3a-5c5c-4c1e-8c86-0123456789ab"
    use_lockfile = true
  }
}
`,
  'infra/envs/dev/tests/dev.tftest.hcl': `run "plans" {
  command = plan
}
`,
  'infra/modules/greeting/main.tf': `variable "message" {
  type = string
}

resource "terraform_data" "this" {
  count = 3
  input = var.message
}
`,
});

describe("a workflow for the platform's own Terraform", () => {
  let emulator: Emulator;
  let github: FakeGitHub;
  let s3: S3Client;
  let machine: Record<string, string>;
  let stateKey: string;
  let lives = 0;

  beforeAll(async () => {
    [emulator, github] = await Promise.all([startEmulator(), FakeGitHub.start()]);
    const region = 'eu-west-1';
    s3 = new S3Client({
      endpoint: emulator.url,
      region,
      credentials: ownersKey,
      forcePathStyle: true,
    });
    const CreateBucketConfiguration = { LocationConstraint: region } as const;
    await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
    machine = {
      // Terraform and AWS's command line, and no key of AWS.
      PATH: `${dirname(await installedTerraform())}:${process.env.PATH}`,
      HOME: mkdtempSync(join(tmpdir(), 'leasehold-home-')),
      RUNNER_TEMP: mkdtempSync(join(tmpdir(), 'leasehold-temp-')),
      AWS_ENDPOINT_URL: emulator.url,
      // Terraform's backend looks nowhere else before it has taken its role.
      AWS_ENDPOINT_URL_STS: emulator.url,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }, 2 * minutes);

  beforeEach(() => {
    github.comments.length = 0;
    lives += 1;
    stateKey = `shopstack/dev${lives}/foundation.tfstate`;
  });

  afterAll(async () => {
    await github?.stop();
    await emulator?.close();
  });

  const repositoryWith = (message: string) => TerraformRepository.create(filesOf(stateKey, message));
  const step = (more: Record<string, string>) => ({
    env: {
      ...github.stepOf({ repository: 'acme/shop' }),
      ...machine,
      LEASEHOLD_FOLDER: 'infra/envs/dev',
      LEASEHOLD_SOURCES: 'infra',
      ...more,
    },
    event,
  });
  const run = ({ folder }: TerraformRepository, command: string, more: Record<string, string> = {}) => {
    const job = command === 'apply' ? 'apply' : 'plan';
    return runAction(
      'terraform',
      folder,
      step({ LEASEHOLD_COMMAND: command, LEASEHOLD_ROLE: role(job), ...more }),
    );
  };
  const comment = (repository: TerraformRepository, { outputs }: StepEnd) =>
    runAction('plan-comment', repository.folder, step({ LEASEHOLD_REPORT: outputs.report ?? '' }));
  const apply = (repository: TerraformRepository, { outputs }: StepEnd) =>
    run(repository, 'apply', { LEASEHOLD_FINGERPRINT: outputs.fingerprint ?? '' });
  const merge = async (repository: TerraformRepository) => apply(repository, await run(repository, 'verify'));
  const savedPlans = async () => {
    const Prefix = `plans/${stateKey.replace('.tfstate', '')}/`;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
    return Contents.map(({ Key = '' }) => Key.slice(Prefix.length));
  };
  const stateNow = async () => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: stateKey }));
    return (await Body?.transformToString()) ?? '';
  };

  it(
    'plans on a pull request, tells it in one comment, and applies that plan on the merge, once',
    async () => {
      const branch = repositoryWith('first');
      const opened = await run(branch, 'plan');
      await comment(branch, opened);
      branch.commit(filesOf(stateKey, `second${hostile}`));

      const pushed = await run(branch, 'plan');
      const told = await comment(branch, pushed);

      expect([opened.code, pushed.code, told.code]).toEqual([0, 0, 0]);
      expect(await savedPlans()).toContain(`${branch.tree()}.tfplan`);
      expect(github.comments).toHaveLength(1);
      const [{ body } = { body: '' }] = github.comments;
      expect(body).toMatch(/### Plan for <code>.*<\/code>: 4 to add, 0 to change, 0 to destroy/);
      expect(body).toContain('second');
      // Nothing of the branch ends the block or begins a command.
      expect(body).toMatch(/^~~~~~diff\n[\s\S]*\n~~~~~$/m);
      expect(pushed.log).not.toMatch(/^\s*::set-output/m);
      for (const shown of [body, opened.log, pushed.log, ...Object.values(pushed.outputs)])
        expect(shown).not.toContain(secret);

      // Squashed, it is another commit with the same files.
      const main = TerraformRepository.create(filesOf(stateKey, `second${hostile}`)).commit({
        'README.md': 'other',
      });
      const merged = await merge(main);

      expect(merged).toMatchObject({ code: 0 });
      expect(merged.log).toContain('4 added, 0 changed, 0 destroyed');
      expect(await stateNow()).toContain('second');
      expect(await savedPlans()).not.toContain(`${main.tree()}.tfplan`);
      const again = await merge(main);
      expect(again).toMatchObject({ code: 5 });
      expect(again.log).toMatch(/::error title=NoSavedPlan::[^\n]*applied already[^\n]*'plan'/);

      main.commit(filesOf(stateKey, 'third'));
      await run(main, 'plan');
      const changed = await merge(main);

      expect(changed).toMatchObject({ code: 0 });
      expect(changed.log).toContain('0 added, 3 changed, 0 destroyed');
      expect(readdirSync(machine.RUNNER_TEMP ?? '')).toEqual([]);
    },
    5 * minutes,
  );

  it(
    'refuses a plan whose state has moved on, before and while a person is asked',
    async () => {
      const early = repositoryWith('early');
      const late = repositoryWith('late');
      await run(late, 'plan');
      const verified = await run(late, 'verify');
      await run(early, 'plan');
      await merge(early);

      const asked = await apply(late, verified);
      const merged = await merge(late);

      for (const refused of [asked, merged]) {
        expect(refused).toMatchObject({ code: 5 });
        expect(refused.log).toMatch(/::error title=StateMovedOn::[^\n]*Nothing was applied/);
      }
      expect(await stateNow()).not.toContain('late');
    },
    5 * minutes,
  );

  it(
    'refuses files that nobody planned, such as those of two pull requests together',
    async () => {
      await run(repositoryWith('mine'), 'plan');
      const main = repositoryWith('mine').commit({ 'infra/modules/greeting/outputs.tf': '' });

      const merged = await merge(main);

      expect(merged).toMatchObject({ code: 5 });
      expect(merged.log).toContain(main.tree());
      expect(merged.log).toMatch(/::error title=NoSavedPlan::[^\n]*another one was merged in between/);
    },
    5 * minutes,
  );

  it(
    'refuses a plan that the job of another branch put in the place of the one for these files',
    async () => {
      const main = repositoryWith('honest');
      const evil = repositoryWith('evil');
      await run(evil, 'plan');
      const prefix = `plans/${stateKey.replace('.tfstate', '')}`;
      const CopySource = `${bucket}/${prefix}/${evil.tree()}.tfplan`;
      await s3.send(
        new CopyObjectCommand({ Bucket: bucket, Key: `${prefix}/${main.tree()}.tfplan`, CopySource }),
      );

      const merged = await merge(main);

      expect(merged).toMatchObject({ code: 5 });
      expect(merged.log).toMatch(/::error title=PlanDiffers::/);
    },
    5 * minutes,
  );

  it('shows in the comment which check failed, and takes no role for it', async () => {
    const unformatted = repositoryWith('x').commit({
      'infra/modules/greeting/outputs.tf': 'output "a"   {\n value=1\n}\n',
    });
    const noRole = {
      LEASEHOLD_ROLE: '',
      ACTIONS_ID_TOKEN_REQUEST_URL: '',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: '',
    };

    const well = await run(repositoryWith('x'), 'check', noRole);
    const failed = await run(unformatted, 'check', noRole);
    await comment(unformatted, failed);

    expect(well).toMatchObject({ code: 0 });
    expect(well.log).toContain('1 passed, 0 failed');
    expect(failed.code).not.toBe(0);
    expect(github.comments[0]?.body).toMatch(/No plan for .*terraform&#32;fmt|No plan for .*terraform fmt/);
    expect(github.comments[0]?.body).toContain('output "a"');
  });

  it('refuses a folder whose state would be lost with the job, and says how to begin', async () => {
    const repository = repositoryWith('x').commit({ 'infra/envs/dev/backend.tf': '' });

    const refused = await run(repository, 'plan');

    expect(refused).toMatchObject({ code: 2 });
    expect(refused.log).toMatch(/::error title=NoBackend::[^\n]*backend\.tf/);
  });

  it('refuses files that are not those of the commit', async () => {
    const repository = repositoryWith('x').leave('infra/envs/dev/more.tf', '');

    const refused = await run(repository, 'plan');

    expect(refused).toMatchObject({ code: 5 });
    expect(await savedPlans()).toEqual([]);
  });
});
