import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Environment } from '../../../src/domain/environment/environment';
import type { Outcome } from '../../../src/domain/environment/outcome';
import type { Receipt } from '../../../src/domain/environment/receipt';
import type { RunnerDeps } from '../../../src/runner/run-context';
import { credentials } from '../../../src/local/hub';
import { enter } from '../../support/aws/as-run';
import { birthOf } from '../../support/builders/births';
import { bundleOf } from '../../support/terraform/template-bundle';
import { providerConfig } from '../../support/terraform/provider';
import { type RunnerHub, startRunnerHub } from '../../support/plane/runner';

const by = 'ada@example.com';
let hub: RunnerHub;
let folder: string;
let cliConfig: string;
let emptyMirror: string;

beforeAll(async () => {
  hub = await startRunnerHub();
  folder = await mkdtemp(join(tmpdir(), 'leasehold-ways-'));
  cliConfig = await providerConfig();
  emptyMirror = join(folder, 'empty.rc');
  await writeFile(
    emptyMirror,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`,
  );
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await hub.close();
});

/** A file that the template reads, and that goes before the life ends. */
async function passing(name: string, text: string) {
  const path = join(folder, name);
  await writeFile(path, text);
  return { path, remove: () => rm(path) };
}

const roleArn = 'arn:aws:iam::123456789012:role/leasehold-provisioner';
const target = () => ({
  name: 'local',
  region: 'us-east-1',
  regions: ['eu-west-1'],
  endpoint: hub.buckets.url,
  roleArn,
  externalId: 'ways',
});

const accessTo: RunnerDeps['accessTo'] = (to) => ({ target: to, sessionName: 'ways', enter });

/** Runs the present run to its end and settles it, as the workflow would. */
function settle(environment: Environment, overrides: Partial<RunnerDeps> = {}) {
  return hub.runAndSettle(environment, {
    cliConfig,
    readTarget: () => Promise.resolve(target()),
    accessTo,
    ...overrides,
  });
}

/** A life of the template `tiny` with this root module, built. */
async function built(main: string, more: Record<string, string> = {}, inputs = {}): Promise<Environment> {
  const bundle = bundleOf({ 'templates/tiny/main.tf': main, ...more });
  const { outcome, environment, lines } = await settle(await hub.create(bundle, {}, inputs));
  if (outcome.result !== 'applied') throw new Error(lines.join('\n'));
  return environment;
}

/** The same of what has no end, as its plan was approved. */
async function approved(main: string): Promise<Environment> {
  const bundle = bundleOf({ 'templates/tiny/main.tf': main });
  const permanent = { lease: { ...birthOf().lease, expiresAt: null } };
  const { outcome, environment } = await settle(await hub.create(bundle, permanent));
  if (outcome.result !== 'planned') throw new Error(`It was to be planned, and is ${outcome.result}.`);
  const { digest } = outcome.plan;
  const yes = { type: 'approve' as const, planDigest: digest, by: 'bob@example.com' };
  const { environment: ready } = await settle(await hub.decide(environment, yes));
  return hub.deliver(ready);
}

async function destroyed(environment: Environment, overrides: Partial<RunnerDeps> = {}) {
  const asked = await hub.decide(environment, { type: 'destroy', by });
  return settle(asked, overrides);
}

/** What the destroy came to, and what its receipt says of how it was planned. */
async function wayOf({ run, outcome }: { run: string; outcome: Outcome }) {
  if (outcome.result !== 'destroyed') return outcome;
  const whole = (await hub.artifacts.readReceipt(run)) as Receipt;
  expect(whole.destroyedFrom).toBe(outcome.receipt.destroyedFrom);
  return [outcome.result, whole.destroyedFrom];
}

const kept = 'resource "terraform_data" "kept" { input = "x" }';
const lock = () => readFile('terraform/templates/api-service/.terraform.lock.hcl', 'utf8');

describe('a destroy', () => {
  it('is planned from the template after a look at everything, where that can be', async () => {
    expect(await wayOf(await destroyed(await built(kept)))).toEqual(['destroyed', 'refreshed']);
  });

  it('looks at nothing where a data source is gone', async () => {
    const state = JSON.stringify({ version: 4, serial: 1, lineage: 'a', outputs: {}, resources: [] });
    const { path, remove } = await passing('network.tfstate', state);
    const main = `
      data "terraform_remote_state" "network" {
        backend = "local"
        config  = { path = ${JSON.stringify(path)} }
      }
      resource "terraform_data" "kept" { input = data.terraform_remote_state.network.backend }`;
    const life = await built(main);
    await remove();

    expect(await wayOf(await destroyed(life))).toEqual(['destroyed', 'unrefreshed']);
  });

  it('looks at nothing where a data source is gone whose key has dots', async () => {
    const state = JSON.stringify({ version: 4, serial: 1, lineage: 'a', outputs: {}, resources: [] });
    const { path, remove } = await passing('keyed.tfstate', state);
    const main = `
      data "terraform_remote_state" "network" {
        for_each = toset(["/a.b", "c"])
        backend  = "local"
        config   = { path = ${JSON.stringify(path)} }
      }
      resource "terraform_data" "kept" { input = data.terraform_remote_state.network["/a.b"].backend }`;
    const life = await built(main);
    await remove();

    expect(await wayOf(await destroyed(life))).toEqual(['destroyed', 'unrefreshed']);
  });

  it.each([
    [
      'a function of an argument',
      (path: string) => `resource "terraform_data" "kept" { input = file("${path}") }`,
    ],
    [
      'a function of a count',
      (path: string) => `
        locals { lines = split("\\n", file("${path}")) }
        resource "terraform_data" "kept" { count = length(local.lines) }`,
    ],
    [
      'a function of a module',
      (path: string) => `module "part" {
        source = "./part"
        text   = file("${path}")
      }`,
    ],
    [
      'the validation of a variable',
      (path: string) => `
        variable "size" {
          default = 1
          validation {
            condition     = var.size > 0 && fileexists("${path}")
            error_message = "Not here."
          }
        }
        ${kept}`,
    ],
  ])('needs no file that %s reads', async (_, mainOf) => {
    const { path, remove } = await passing('words.txt', 'one\ntwo');
    const part = 'variable "text" {}\nresource "terraform_data" "part" { input = var.text }';
    const life = await built(mainOf(path), { 'templates/tiny/part/main.tf': part });
    await remove();

    expect(await wayOf(await destroyed(life))).toEqual([
      'destroyed',
      expect.stringMatching(/unrefreshed|state/),
    ]);
  });

  it('takes what the state holds where the template cannot be initialised', async () => {
    const aws = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n';
    const life = await built(aws + kept, { 'templates/tiny/.terraform.lock.hcl': await lock() });

    expect(await wayOf(await destroyed(life, { cliConfig: emptyMirror }))).toEqual(['destroyed', 'state']);
  });

  it('names the provisioners that it could not run', async () => {
    const { path, remove } = await passing('size-of-aws.txt', '1');
    const aws = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n';
    const main = `${aws}
      resource "terraform_data" "said" {
        count = 2
        provisioner "local-exec" {
          when    = destroy
          command = "rm ${path}"
        }
      }
      ${kept}`;
    const life = await built(main, { 'templates/tiny/.terraform.lock.hcl': await lock() });
    const ended = await destroyed(life, { cliConfig: emptyMirror });
    await remove();

    expect(await wayOf(ended)).toEqual(['destroyed', 'state']);
    expect((await hub.artifacts.readReceipt(ended.run))?.skippedProvisioners).toEqual([
      'terraform_data.said[0]',
      'terraform_data.said[1]',
    ]);
  });

  it('never goes around what refuses to be destroyed, and a person knows at once', async () => {
    const { path, remove } = await passing('also-gone.txt', 'x');
    const life = await approved(`
      resource "terraform_data" "kept" {
        lifecycle { prevent_destroy = true }
      }
      resource "terraform_data" "reads" { input = file("${path}") }`);
    const refused = await destroyed(life);
    await remove();
    const again = await settle(await hub.decide(refused.environment, { type: 'retry', by }));

    for (const { outcome } of [refused, again])
      expect(outcome).toMatchObject({ result: 'failed', failure: { class: 'configuration' } });
    expect(refused.environment.status).toBe('stuck');
    const state = new TextDecoder().decode((await hub.states.readState(life))!.body);
    expect(state).toContain('"kept"');
  });
});

describe('a destroy on AWS', () => {
  const clientOf = (region: string) => ({ region, endpoint: hub.buckets.url, credentials });

  async function groupsIn(region: string): Promise<unknown[]> {
    const { logGroups = [] } = await new CloudWatchLogsClient(clientOf(region)).send(
      new DescribeLogGroupsCommand({}),
    );
    return logGroups.map(({ logGroupName }) => logGroupName);
  }

  it('takes everything where it was made, from the state alone, when the template cannot be evaluated', async () => {
    const { path, remove } = await passing('region.txt', 'eu-west-1');
    const main = `
      terraform {
        required_providers {
          aws = { source = "hashicorp/aws" }
        }
      }
      provider "aws" {}
      provider "aws" {
        alias  = "far"
        region = trimspace(file("${path}"))
      }
      resource "aws_cloudwatch_log_group" "near" { name = "ways-near" }
      resource "aws_cloudwatch_log_group" "far" {
        provider = aws.far
        name     = "ways-far"
      }`;
    const life = await built(main, { 'templates/tiny/.terraform.lock.hcl': await lock() });
    const far = new CloudWatchLogsClient(clientOf('eu-west-1'));
    await far.send(new CreateLogGroupCommand({ logGroupName: 'somebody-elses' }));
    expect(await groupsIn('eu-west-1')).toEqual(['somebody-elses', 'ways-far']);
    await remove();

    expect(await wayOf(await destroyed(life))).toEqual(['destroyed', 'state']);
    expect([await groupsIn('eu-west-1'), await groupsIn('us-east-1')]).toEqual([['somebody-elses'], []]);
  });

  it('A01: needs no parameter that somebody else deleted', async () => {
    const ssm = new SSMClient(clientOf('us-east-1'));
    const Name = '/shared/network';
    await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: 'vpc-1' }));
    const source = 'test/fixtures/cases/A01/templates/h01-lookup';
    const life = await built(
      await readFile(`${source}/main.tf`, 'utf8'),
      {
        'templates/tiny/versions.tf': await readFile(`${source}/versions.tf`, 'utf8'),
        'templates/tiny/.terraform.lock.hcl': await lock(),
      },
      { shared_parameter: Name },
    );
    await ssm.send(new DeleteParameterCommand({ Name }));

    expect(await wayOf(await destroyed(life))).toEqual(['destroyed', 'unrefreshed']);
  });
});
