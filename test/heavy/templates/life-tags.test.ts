import { readFile } from 'node:fs/promises';
import type { Environment } from '../../../src/domain/environment/environment';
import { parseState } from '../../../src/domain/terraform/state-file';
import type { RunnerDeps } from '../../../src/runner/run-context';
import { enter } from '../../support/aws/as-run';
import { type RunnerHub, startRunnerHub } from '../../support/plane/runner';
import { providerConfig } from '../../support/terraform/provider';
import { bundleOf } from '../../support/terraform/template-bundle';

let hub: RunnerHub;
let cliConfig: string;
beforeAll(async () => {
  [hub, cliConfig] = [await startRunnerHub(), await providerConfig()];
}, 120_000);
afterAll(() => hub.close());

const target = () => ({
  name: 'local',
  region: 'us-east-1',
  regions: ['eu-west-1'],
  endpoint: hub.buckets.url,
  roleArn: 'arn:aws:iam::123456789012:role/leasehold-provisioner',
  externalId: 'tags',
});
const accessTo: RunnerDeps['accessTo'] = (to) => ({ target: to, sessionName: 'tags', enter });

/** Runs the present run to its end and settles it, as the workflow would. */
function settle(environment: Environment) {
  return hub.runAndSettle(environment, {
    cliConfig,
    readTarget: () => Promise.resolve(target()),
    accessTo,
  });
}

async function built(files: Record<string, string>) {
  const lock = await readFile('terraform/templates/api-service/.terraform.lock.hcl', 'utf8');
  const versions = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n';
  const bundle = bundleOf({
    'templates/tiny/.terraform.lock.hcl': lock,
    'templates/tiny/versions.tf': versions,
    ...files,
  });
  return settle(await hub.create(bundle, {}, {}));
}

const destroyed = async (environment: Environment) =>
  (await settle(await hub.decide(environment, { type: 'destroy', by: 'ada@example.com' }))).outcome.result;

async function tagsOf(environment: Environment) {
  const { body } = (await hub.states.readState(environment))!;
  return parseState(body).resources.flatMap(({ instances }) =>
    instances.map(({ attributes }) => attributes['tags_all']),
  );
}

it.each([
  ['in a list of the JSON syntax', [{ aws: { alias: 'second', region: 'us-east-1' } }]],
  ['in a list of its type', { aws: [{ alias: 'second', region: 'us-east-1' }] }],
  ['in both', [{ aws: [{ region: 'us-east-1' }, { alias: 'second', region: 'us-east-1' }] }]],
])('what a provider makes that stands %s bears every tag of its life', async (form, provider) => {
  const name = `idp-${form.replaceAll(' ', '-').toLowerCase()}`;
  const resource = { aws_sqs_queue: { jobs: { provider: 'aws.second', name } } };

  const { outcome, environment } = await built({
    'templates/tiny/main.tf.json': JSON.stringify({ provider, resource }),
  });

  expect(outcome.result).toBe('applied');
  expect(await tagsOf(environment)).toEqual([environment.tags]);
  expect(await destroyed(environment)).toBe('destroyed');
});

const ignoring = 'provider "aws" {\n  ignore_tags {\n    keys = ["idp:environment-id"]\n  }\n}\n';

it('refuses at the plan what is known to go without the tag of its life', async () => {
  const main = `${ignoring}resource "aws_sqs_queue" "lost" { name = "idp-lost" }\n`;

  const { outcome, environment } = await built({ 'templates/tiny/main.tf': main });

  expect(outcome).toMatchObject({
    result: 'failed',
    failure: { class: 'configuration', addresses: ['aws_sqs_queue.lost'] },
  });
  const ended = await hub.decide(environment, { type: 'destroy', by: 'ada@example.com' });
  expect([ended.status, ended.run]).toEqual(['destroyed', null]);
});

it('fails a run that made without the tag what was not known at the plan, and the life still ends', async () => {
  const main = `${ignoring}
resource "terraform_data" "late" {}
resource "aws_sqs_queue" "lost" {
  name = "idp-late"
  tags = { Late = terraform_data.late.id }
}
`;

  const { outcome, environment } = await built({ 'templates/tiny/main.tf': main });

  expect(outcome).toMatchObject({
    result: 'failed',
    failure: { class: 'configuration', addresses: ['aws_sqs_queue.lost'] },
  });
  expect((await tagsOf(environment)).length).toBe(2);
  expect(await destroyed(environment)).toBe('destroyed');
});
