import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { credentials, region } from '../../../src/local/hub';
import { openPlane } from '../../e2e/open-plane';
import type { Ended } from '../../support/cli/idp';
import { GitRepository } from '../../support/github/git-repository';
import type { TestPlane } from '../../support/plane/plane';
import { copyTerraformTree, type TerraformTree } from '../../support/terraform/terraform-tree';

const minutes = 60_000;
/** A template with tags of its own, a module, a secret, and a text that is none of Terraform's templates. */
const template = {
  'main.tf': `
terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
provider "aws" {
  default_tags { tags = { team = "shop" } }
}
variable "name" { type = string }
variable "from" { type = string }
variable "note" { type = string }
resource "aws_sqs_queue" "one" {
  name = var.name
  tags = { from = var.from }
}
resource "terraform_data" "note" { input = var.note }
output "url" { value = aws_sqs_queue.one.url }
`,
};
/** It joins after the providers were locked, which it needs no other of. */
const parts = {
  'module.tf': `
module "parts" {
  source = "./parts"
  name   = var.name
}
`,
  'parts/main.tf': `
variable "name" { type = string }
resource "aws_ssm_parameter" "secret" {
  name  = "/\${var.name}/secret"
  type  = "SecureString"
  value = "correct-horse-battery"
}
`,
};
const note = '100% ${var.x} "quoted"\\n%{ if }';
const stack = `stack: dev
lease: 1d
components:
  images:
    template: ecr@1
    inputs: { project: shop, environment: dev, repositories: [app] }
  queue:
    template: shop/queue@1
    inputs:
      from: { ref: images.repository_urls.shop-dev/app }
      note: !literal ${JSON.stringify(note)}
`;

let on: TestPlane;
let tree: TerraformTree;
let cwd: string;

beforeAll(async () => {
  on = await openPlane();
  tree = await copyTerraformTree({
    AWS_ENDPOINT_URL: on.plane.targetUrl,
    AWS_ENDPOINT_URL_S3: on.plane.targetUrl,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-eject-'));
  mkdirSync(join(cwd, 'stacks'));
  writeFileSync(join(cwd, 'stacks', 'dev.yaml'), stack);
  await publish();
  succeeded(await on.idp(['stacks', 'apply', 'dev', '--yes', '--folder', join(cwd, 'stacks')]));
}, 8 * minutes);
afterAll(async () => {
  rmSync(cwd, { recursive: true, force: true });
  await tree?.remove();
});

function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
}

async function publish(): Promise<void> {
  const made = join(cwd, 'queue');
  mkdirSync(join(made, 'parts'), { recursive: true });
  write(made, template);
  succeeded(await on.idp(['template', 'init', made]));
  write(made, parts);
  const manifest = join(made, 'template.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^approval:.*\n/m, ''));
  appendFileSync(manifest, '\napproval: auto\n');
  const repository = new GitRepository();
  for (const file of [...Object.keys({ ...template, ...parts }), 'template.yaml', '.terraform.lock.hcl'])
    repository.commit(join('queue', file), readFileSync(join(made, file), 'utf8'));
  const from = ['--git', repository.folder, '--ref', 'main', '--path', 'queue', '--team', 'shop'];
  succeeded(await on.idp(['template', 'publish', ...from]));
  succeeded(await on.idp(['template', 'accept', 'shop/queue', '--version', '1.0.0']));
}

/** What a person saw, when it went well. */
function succeeded({ code, stdout, stderr }: Ended): string {
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout}\n${stderr}`);
  process.stdout.write(`${stdout}\n`);
  return stdout;
}

async function terraform(folder: string, ...words: string[]): Promise<string> {
  const { ok, output } = await tree.run(folder, ...words, '-input=false', '-no-color');
  if (!ok) throw new Error(`terraform ${words.join(' ')} in ${folder}\n${output}`);
  process.stdout.write(`${output}\n`);
  return output;
}

const rootOf = {
  images: join('ejected', 'images', 'templates', 'ecr'),
  queue: join('ejected', 'queue', 'templates', 'shop', 'queue'),
};

it(
  'plans no change in any root, with the references as what they were, and is nobody else to read',
  async () => {
    const to = join(tree.root, 'ejected');
    const said = succeeded(await on.idp(['stacks', 'eject', 'dev', '--to', to, '--yes']));
    expect(said).toContain('Ejected dev.images, dev.queue');
    for (const root of Object.values(rootOf)) {
      await terraform(root, 'init');
      // Exit code 2 would be a change.
      expect(await terraform(root, 'plan', '-detailed-exitcode')).toContain('No changes.');
    }
    const values = readFileSync(join(tree.root, rootOf.queue, 'leasehold.auto.tfvars'), 'utf8');
    expect(values).toMatch(/# from images\.repository_urls\.shop-dev\/app\nfrom = ".*shop.*app"/);
    const howTo = readFileSync(join(to, 'EJECTED.md'), 'utf8');
    expect(howTo).toContain('| dev.queue | `queue/templates/shop/queue` | shop/queue 1.0.0 |');
    expect(statSync(to).mode & 0o777).toBe(0o700);
    const again = await on.idp(['stacks', 'eject', 'dev', '--to', to, '--yes']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('it is not empty') as string });
  },
  5 * minutes,
);

it(
  'is kept in a bucket from then on, where that is asked for',
  async () => {
    const s3 = new S3Client({ region, credentials, endpoint: on.plane.targetUrl, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'acme-states' }));
    s3.destroy();
    const flags = ['--backend', 's3', '--bucket', 'acme-states', '--key-prefix', 'shop'];
    const to = join(tree.root, 'kept');
    succeeded(await on.idp(['eject', 'dev.queue', '--to', to, ...flags, '--yes']));
    const root = join('kept', 'templates', 'shop', 'queue');
    const local = ['use_path_style', 'skip_credentials_validation', 'skip_requesting_account_id'];
    const config = local.map((one) => `-backend-config=${one}=true`);
    await terraform(root, 'init', '-migrate-state', '-force-copy', ...config);
    expect(await terraform(root, 'plan', '-detailed-exitcode')).toContain('No changes.');
    expect(readFileSync(join(tree.root, root, 'terraform.tfstate'), 'utf8')).toBe('');
  },
  4 * minutes,
);
