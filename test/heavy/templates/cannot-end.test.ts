import { readFile } from 'node:fs/promises';
import { CloudWatchLogsClient, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Birth } from '../../../src/domain/environment/decisions/create-environment';
import type { Environment } from '../../../src/domain/environment/environment';
import { credentials } from '../../../src/local/hub';
import type { RunnerDeps } from '../../../src/runner/run-context';
import { enter } from '../../support/aws/as-run';
import { birthOf } from '../../support/builders/births';
import { type RunnerHub, startRunnerHub } from '../../support/plane/runner';
import { providerConfig } from '../../support/terraform/provider';
import { bundleOf } from '../../support/terraform/template-bundle';

const by = 'ada@example.com';
let hub: RunnerHub;
let cliConfig: string;
beforeAll(async () => {
  [hub, cliConfig] = [await startRunnerHub(), await providerConfig()];
}, 120_000);
afterAll(() => hub.close());

const target = () => ({
  name: 'local',
  region: 'us-east-1',
  regions: [],
  endpoint: hub.buckets.url,
  roleArn: 'arn:aws:iam::123456789012:role/leasehold-provisioner',
  externalId: 'ends',
});
const accessTo: RunnerDeps['accessTo'] = (to) => ({ target: to, sessionName: 'ends', enter });
const permanent: Partial<Birth> = { lease: { ...birthOf().lease, expiresAt: null } };

/** Runs the present run to its end and settles it, as the workflow would. */
function settle(environment: Environment) {
  return hub.runAndSettle(environment, {
    cliConfig,
    readTarget: () => Promise.resolve(target()),
    accessTo,
    deadlineMs: 240_000,
  });
}

async function bundleWith(files: Record<string, string>) {
  const lock = await readFile('terraform/templates/api-service/.terraform.lock.hcl', 'utf8');
  const versions = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n';
  return bundleOf({
    'templates/tiny/.terraform.lock.hcl': lock,
    'templates/tiny/versions.tf': versions,
    ...files,
  });
}

const made = async (files: Record<string, string>, birth: Partial<Birth> = {}) =>
  settle(await hub.create(await bundleWith(files), birth));

const caseOf = async (name: string) => ({
  'templates/tiny/main.tf': await readFile(`test/fixtures/cases/A02/templates/${name}/main.tf`, 'utf8'),
});
const inModule = {
  'templates/tiny/main.tf': 'module "part" {\n  source = "./part"\n}',
  'templates/tiny/part/main.tf.json': JSON.stringify({
    resource: { terraform_data: { kept: { for_each: ['a.b'], lifecycle: [{ prevent_destroy: true }] } } },
  }).replace('["a.b"]', '"${toset([\\"a.b\\"])}"'),
};
const bucket = {
  'templates/tiny/main.tf': 'resource "aws_s3_bucket" "full" { bucket = "idp-ends-full" }',
};
const repository = {
  'templates/tiny/main.tf': `
    resource "aws_ecr_repository" "images" {
      for_each     = toset(["one", "two"])
      name         = "idp-ends/\${each.key}"
      force_delete = each.key == "one"
    }`,
};

const kept: [string, () => Promise<Record<string, string>>, string, RegExp][] = [
  ['A02 prevents it', () => caseOf('h02-guard'), 'aws_sqs_queue.jobs', /prevent_destroy/],
  [
    'A02 protects it',
    () => caseOf('h29-protected'),
    'aws_dynamodb_table.t',
    /deletion_protection_enabled is true/,
  ],
  ['a module prevents it', async () => inModule, 'module.part.terraform_data.kept["a.b"]', /prevent_destroy/],
  ['nothing empties its bucket', async () => bucket, 'aws_s3_bucket.full', /force_destroy is not true/],
  [
    'nothing empties a registry',
    async () => repository,
    'aws_ecr_repository.images["two"]',
    /force_delete is not true/,
  ],
];

describe('a plan that leaves what could not be deleted', () => {
  it.each(kept)('is refused with a lease, where %s, and nothing is made', async (_, files, address, why) => {
    const { outcome, environment } = await made(await files());

    expect(outcome).toMatchObject({
      result: 'failed',
      failure: { class: 'configuration', reason: expect.stringMatching(why), addresses: [address] },
    });
    expect(environment).toMatchObject({ status: 'failed', applied: null });
    expect(await hub.states.readState(environment)).toBeNull();
  });

  it.each(kept)('awaits a yes to that address without a lease, where %s', async (_, files, address, why) => {
    const { outcome, environment } = await made(await files(), permanent);

    expect(outcome).toMatchObject({
      result: 'planned',
      plan: {
        needs: ['cannot-end'],
        addresses: [{ reason: 'cannot-end', address, why: expect.stringMatching(why) }],
      },
    });
    expect(environment.run?.phase).toBe('awaiting-approval');
  });
});

it('applies what was approved, asks no more while it stays so, and names what keeps it from its end', async () => {
  const { environment: waiting } = await made(await caseOf('h29-protected'), permanent);
  const { plan } = waiting.run as Extract<Environment['run'], { phase: 'awaiting-approval' }>;
  const told = waiting.outbox.find(({ type }) => type === 'PlanAwaitsApproval');
  const approved = await hub.decide(waiting, {
    type: 'approve',
    planDigest: plan.digest,
    by: 'bob@example.com',
  });
  const ready = await settle(approved);
  const again = await hub.decide(ready.environment, {
    type: 'change',
    spec: ready.environment.wanted,
    planOnly: false,
    cost: ready.environment.cost,
    by,
  });
  const unchanged = await settle(again);
  const doomed = await settle(await hub.decide(unchanged.environment, { type: 'destroy', by }));

  expect(told?.data['addresses']).toBe('aws_dynamodb_table.t (deletion_protection_enabled is true)');
  expect(ready.outcome.result).toBe('applied');
  expect(unchanged.outcome).toMatchObject({ result: 'applied', plan: { needs: [] } });
  expect(doomed.outcome).toMatchObject({ result: 'failed', failure: { class: 'configuration' } });
  expect(doomed.environment.status).toBe('stuck');
});

it('ends what was told to empty itself, with all that others put into it', async () => {
  const main = `
    resource "aws_s3_bucket" "full" {
      bucket        = "idp-ends-emptied"
      force_destroy = true
    }
    resource "aws_s3_bucket_versioning" "full" {
      bucket = aws_s3_bucket.full.bucket
      versioning_configuration { status = "Enabled" }
    }`;
  const { outcome, environment } = await made({ 'templates/tiny/main.tf': main });
  const s3 = new S3Client({
    region: 'us-east-1',
    endpoint: hub.buckets.url,
    credentials,
    forcePathStyle: true,
  });
  for (const Body of ['one', 'two'])
    await s3.send(new PutObjectCommand({ Bucket: 'idp-ends-emptied', Key: 'of/others', Body }));
  const ended = await settle(await hub.decide(environment, { type: 'destroy', by }));

  expect(outcome.result).toBe('applied');
  expect(ended).toMatchObject({ outcome: { result: 'destroyed' } });
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'idp-ends-emptied' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
  s3.destroy();
});

it('says what somebody changed outside and the plan sets back', async () => {
  const main =
    'resource "aws_cloudwatch_log_group" "app" {\n  name              = "idp-ends-app"\n  retention_in_days = 7\n}';
  const { environment } = await made({ 'templates/tiny/main.tf': main });
  const logs = new CloudWatchLogsClient({ region: 'us-east-1', endpoint: hub.buckets.url, credentials });
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'idp-ends-app', retentionInDays: 14 }));
  const { wanted: spec, cost } = environment;
  const asked = await hub.decide(environment, { type: 'change', spec, planOnly: true, cost, by });
  const { outcome, environment: waiting } = await settle(asked);
  const text = 'changed outside: retention_in_days';

  expect(outcome).toMatchObject({
    plan: {
      update: 1,
      notes: {
        counts: { drift: 1 },
        first: [{ kind: 'drift', address: 'aws_cloudwatch_log_group.app', text }],
      },
    },
  });
  expect(waiting.outbox.at(-1)?.data['notes']).toBe(`aws_cloudwatch_log_group.app: ${text}`);
  logs.destroy();
});
