import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { openS3State } from '../../../src/author/states/open-s3-state';
import { parseState } from '../../../src/domain/terraform/state-file';
import { credentials, region } from '../../../src/local/hub';
import { openPlane } from '../../e2e/open-plane';
import type { Ended } from '../../support/cli/idp';
import { GitRepository } from '../../support/github/git-repository';
import type { TestPlane } from '../../support/plane/plane';
import { installedTerraform } from '../../support/terraform/terraform';
import { copyTerraformTree, type TerraformTree } from '../../support/terraform/terraform-tree';

const minutes = 60_000;
const [bucket, table] = ['acme-states', 'acme-locks'];
const imported = '7f0c8f0e-2a8d-4d0c-9a50-6a3d0f1f2b11';
const resources = (queue: string, tags: string) => `
terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
provider "aws" {
  ${tags}
}
resource "aws_sqs_queue" "${queue}" { name = "idp-acme-old" }
resource "aws_sqs_queue_policy" "only" {
  queue_url = aws_sqs_queue.${queue}.url
  policy    = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = aws_sqs_queue.${queue}.arn }]
  })
}
resource "terraform_data" "taken" {}
variable "size" {
  type    = number
  default = 57
}
`;
const parts = {
  'module.tf': 'module "parts" {\n  source   = "./parts"\n  count_of = var.size\n}\n',
  'parts/main.tf': `variable "count_of" { type = number }
resource "terraform_data" "item" {
  count = var.count_of
  input = count.index
}
`,
};
const backend = (more: string) => `
terraform {
  backend "s3" {
    bucket                      = "${bucket}"
    key                         = "old/terraform.tfstate"
    region                      = "${region}"
    use_path_style              = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    ${more}
  }
}
import {
  to = terraform_data.taken
  id = "${imported}"
}
`;
const address = `s3://${bucket}/old/terraform.tfstate`;
const holder = { who: 'ada@laptop', version: '1.0.0', at: '2026-01-01T00:00:00Z' };

let on: TestPlane;
let tree: TerraformTree;
let aws: Record<string, string>;
let s3: S3Client;

beforeAll(async () => {
  on = await openPlane();
  aws = {
    AWS_ENDPOINT_URL: on.plane.targetUrl,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  Object.assign(process.env, aws);
  tree = await copyTerraformTree({ ...aws, AWS_ENDPOINT_URL_S3: on.plane.targetUrl });
  s3 = new S3Client({ forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await new DynamoDBClient({}).send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
    }),
  );
  layOut('old', {
    'main.tf': resources('old', tagged),
    ...parts,
    'backend.tf': backend('use_lockfile = true'),
  });
  await terraform('old', 'init');
  await terraform('old', 'apply', '-auto-approve');
  await publish();
}, 8 * minutes);
afterAll(() => tree?.remove());

async function publish(): Promise<void> {
  const made = join(tree.root, 'kept');
  layOut('kept', { 'main.tf': resources('one', tagged) });
  succeeded(await on.idp(['template', 'init', made]));
  layOut('kept', {
    ...parts,
    'moved.tf': 'moved {\n  from = aws_sqs_queue.old\n  to   = aws_sqs_queue.one\n}\n',
  });
  const files = ['main.tf', ...Object.keys(parts), 'moved.tf', 'template.yaml', '.terraform.lock.hcl'];
  const repository = new GitRepository();
  for (const file of files) repository.commit(join('kept', file), readFileSync(join(made, file), 'utf8'));
  const from = ['--git', repository.folder, '--ref', 'main', '--path', 'kept', '--team', 'shop'];
  succeeded(await on.idp(['template', 'publish', ...from]));
  succeeded(await on.idp(['template', 'accept', 'shop/kept', '--version', '1.0.0']));
}

const tagged = 'default_tags { tags = { "idp:managed" = "true" } }';

function layOut(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(tree.root, folder, path, '..'), { recursive: true });
    writeFileSync(join(tree.root, folder, path), text);
  }
}

async function terraform(folder: string, ...words: string[]): Promise<string> {
  const { ok, output } = await tree.run(folder, ...words, '-input=false', '-no-color');
  if (!ok) throw new Error(output);
  return output;
}

function succeeded({ code, stdout, stderr }: Ended): string {
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout}\n${stderr}`);
  process.stdout.write(`${stdout}\n`);
  return stdout;
}

const keys = async () => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key }) => Key).sort();
};
const stateNow = async () => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'old/terraform.tfstate' }));
  return parseState((await Body?.transformToByteArray()) ?? new Uint8Array());
};
const adopt = (name: string, ...more: string[]) =>
  on.idp(['adopt', '--state', address, '-t', 'shop/kept', '-n', name, ...more, '--yes'], '', aws);

/** Terraform at its question, with the lock in its hands, until it is answered. */
async function applying(): Promise<{ end: () => Promise<void> }> {
  writeFileSync(join(tree.root, 'old', 'more.auto.tfvars'), 'size = 58\n');
  const env = { ...process.env, TF_CLI_CONFIG_FILE: join(tree.root, 'terraform.tfrc'), HOME: tree.root };
  const child = spawn(await installedTerraform(), ['apply', '-no-color'], {
    cwd: join(tree.root, 'old'),
    env,
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('Enter a value')) await once(child.stdout, 'data');
  return {
    end: async () => {
      child.stdin.end('no\n');
      await once(child, 'close');
      writeFileSync(join(tree.root, 'old', 'more.auto.tfvars'), '');
    },
  };
}

it(
  'is refused while Terraform has it locked, and Terraform while it is held',
  async () => {
    const other = await applying();
    const refused = await adopt('early');
    await other.end();
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.stderr).toMatch(/is locked by \S+@\S+, since \S+, for OperationTypeApply\./);
    expect(refused.stderr).toMatch(/terraform force-unlock [0-9a-f-]{36}/);

    const source = openS3State({ bucket, key: 'old/terraform.tfstate' }, holder);
    await source.hold(async () => {
      await expect(terraform('old', 'plan')).rejects.toThrow('state lock');
      await expect(source.hold(() => Promise.resolve())).rejects.toThrow('is locked by ada@laptop');
    });
    expect(await terraform('old', 'plan')).toContain('No changes.');
    expect(await keys()).toEqual(['old/terraform.tfstate']);
  },
  4 * minutes,
);

it(
  'is adopted, changed and destroyed with a receipt; its backend keeps serial and lineage, has no lock, and says who has it',
  async () => {
    const before = await stateNow();
    const said = succeeded(await adopt('net'));
    expect(said).toContain(`Adopts 60 resources of ${address}`);
    expect(said).toContain(`${address}.adopted.json says who has adopted it`);
    succeeded(await on.idp(['approve', 'net', '--yes']));
    expect(await on.api.want('GET /environments/net')).toMatchObject({ status: 'ready', adopts: address });

    const after = await stateNow();
    expect([after.serial, after.lineage]).toEqual([before.serial, before.lineage]);
    expect(await keys()).toEqual(['old/terraform.tfstate', 'old/terraform.tfstate.adopted.json']);
    const again = await adopt('thief');
    expect(again).toMatchObject({ code: 5, stderr: expect.stringContaining('was adopted before') as string });

    succeeded(await on.idp(['update', 'net', '-i', 'size=58', '--yes']));
    succeeded(await on.idp(['destroy', 'net', '--yes']));
    const { receipt } = await on.api.want<{ receipt?: { built: boolean } }>('GET /environments/net');
    expect(receipt).toMatchObject({ built: true });
    expect((await stateNow()).serial).toBe(before.serial);
  },
  8 * minutes,
);

it(
  'is held by the table of its backend too, and refused where that has the digest of another state',
  async () => {
    layOut('table', {
      'main.tf': 'resource "terraform_data" "one" {}\n',
      'backend.tf': backend(`dynamodb_table = "${table}"`)
        .replace('old/', 'table/')
        .replace(/import \{[^]*$/, ''),
    });
    await terraform('table', 'init');
    await terraform('table', 'apply', '-auto-approve');
    appendFileSync(join(tree.root, 'table', 'main.tf'), 'output "x" { value = 1 }\n');
    const db = new DynamoDBClient({});
    const place = { bucket, key: 'table/terraform.tfstate', lockTable: table };
    const source = openS3State(place, holder);
    await source.hold(async () => {
      await expect(terraform('table', 'plan')).rejects.toThrow('state lock');
    });
    const { Items = [] } = await db.send(new ScanCommand({ TableName: table }));
    expect(Items.map(({ LockID }) => LockID?.S)).toEqual([`${bucket}/table/terraform.tfstate-md5`]);

    const [id, info] = [`${bucket}/table/terraform.tfstate`, JSON.stringify({ ID: 'x', Who: 'bob@ci' })];
    const put = (Item: Record<string, { S: string }>) =>
      db.send(new PutItemCommand({ TableName: table, Item }));
    await put({ LockID: { S: id }, Info: { S: info } });
    await expect(source.hold(() => Promise.resolve())).rejects.toThrow('is locked by bob@ci.');
    expect(await keys()).not.toContain('table/terraform.tfstate.tflock');
    await terraform('table', 'force-unlock', '-force', 'x').catch(() => undefined);

    await put({ LockID: { S: `${id}-md5` }, Digest: { S: 'another' } });
    const other = openS3State({ ...place, key: 'table/terraform.tfstate' }, holder);
    await expect(other.hold(() => Promise.resolve())).rejects.toThrow();
  },
  4 * minutes,
);
