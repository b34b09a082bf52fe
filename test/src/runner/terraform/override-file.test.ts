import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Target } from '../../../../src/config/target';
import { overrideFile } from '../../../../src/runner/terraform/override-file';
import { Redaction } from '../../../../src/domain/base/redaction';
import { Terraform } from '../../../../src/bundle/terraform/terraform';
import { terraformEnvironment } from '../../../../src/bundle/terraform/terraform-environment';
import { prepareWorkspace } from '../../../../src/runner/terraform/workspace';
import { birthOf } from '../../../support/builders/births';
import { decideBirth } from '../../../../src/domain/environment/decide';
import { ownKeys } from '../../../support/aws/aws-workspace';
import { startHubBuckets } from '../../../support/aws/hub-buckets';
import { providerConfig } from '../../../support/terraform/provider';
import { bundleOf } from '../../../support/terraform/template-bundle';
import { installedTerraform } from '../../../support/terraform/terraform';
import { ulidAt } from '../../../support/builders/ulids';

const at = '2026-01-01T00:00:00.000Z';
const target: Target = {
  name: 'local',
  region: 'eu-west-1',
  regions: [],
  roleArn: 'arn:aws:iam::123456789012:role/leasehold',
  externalId: 'x-1',
};
const tags = { 'idp:environment': 'foo' };

describe('overrideFile', () => {
  it('sets region and tags on the provider, the region of no alias, and leaves who it is to its environment', () => {
    const module = { usesAws: true, awsAliases: ['us'], variables: [] };

    const { provider } = overrideFile(module, { target, tags }) as never;

    expect(provider['aws']).toMatchObject([
      { region: 'eu-west-1', default_tags: { tags }, profile: null },
      { alias: 'us', default_tags: { tags }, profile: null },
    ]);
    expect(provider['aws'][1]).not.toHaveProperty('region');
    expect(JSON.stringify(provider)).not.toContain('assume_role');
  });

  it('gives no provider to a template that has none', () => {
    const module = { usesAws: false, awsAliases: [], variables: [] };

    const file = overrideFile(module, { target, tags });

    expect(file).toEqual({ terraform: { backend: { local: { path: 'terraform.tfstate' } } } });
  });

  it("takes an outsider's backend, credentials and tags out of the way of real Terraform", async () => {
    const hub = await startHubBuckets();
    try {
      const outsider = bundleOf({
        'templates/tiny/.terraform.lock.hcl': await lockFile(),
        'templates/tiny/main.tf': own,
      });
      const terraform = await openWorkspace(outsider, {
        ...target,
        endpoint: hub.url,
        roleArn: undefined,
      });

      await terraform.init();
      await terraform.plan('change');
      const plan = await terraform.showPlan();

      expect(plan.resource_changes.map(({ change }) => change.after)).toMatchObject([
        { name: 'here', tags_all: { ...tags, theirs: 'yes', computed: 'tiny' } },
        { name: 'there', tags_all: tags },
      ]);
    } finally {
      await hub.close();
    }
  });
});

describe('prepareWorkspace', () => {
  const files = {
    'templates/tiny/main.tf.json': JSON.stringify({
      provider: [{ aws: { alias: 'second', region: 'us-east-1' } }],
      variable: [{ key: { sensitive: true } }],
    }),
  };
  const module = { usesAws: true, awsAliases: ['second'], variables: [{ name: 'key', sensitive: true }] };

  it('reads the root module of a bundle that was published before bundles said what it is', async () => {
    const workspace = await layOut(bundleOf(files), target);

    expect(workspace.module).toEqual(module);
    const override = await readFile(join(workspace.root, 'leasehold_override.tf.json'), 'utf8');
    expect(JSON.parse(override)).toMatchObject({
      provider: { aws: [{ default_tags: { tags } }, { alias: 'second', default_tags: { tags } }] },
    });
  });

  it('merges the default tags of a template in the JSON syntax, ours last', async () => {
    const provider = [{ aws: [{ default_tags: [{ tags: { team: '${var.x}' } }] }, { alias: 'us' }] }];
    const json = JSON.stringify({ provider, variable: { x: {} } });

    const { root } = await layOut(bundleOf({ 'templates/tiny/main.tf.json': json }), target);

    const read = async (name: string) => JSON.parse(await readFile(join(root, name), 'utf8')) as unknown;
    expect(await read('leasehold_default_tags.tf.json')).toEqual({
      locals: { leasehold_default_tags: { team: '${var.x}' }, leasehold_tags: tags },
    });
    expect(await read('leasehold_override.tf.json')).toMatchObject({
      provider: {
        aws: [
          { default_tags: { tags: '${merge(local.leasehold_default_tags, local.leasehold_tags)}' } },
          { alias: 'us', default_tags: { tags } },
        ],
      },
    });
  });

  it('takes from a newer bundle what was read when it was published, and reads nothing again', async () => {
    const manifest = {
      template: 'tiny',
      version: '1.0.0',
      engine: { name: 'terraform', version: '1.11.4' },
      module,
    };
    const newer = bundleOf({ 'templates/tiny/main.tf': 'no HCL {', 'bundle.json': JSON.stringify(manifest) });

    const workspace = await layOut(newer, target);

    expect(workspace.module).toEqual(module);
  });
});

const own = `
  terraform {
    backend "s3" {
      bucket = "theirs"
      key    = "theirs"
    }
  }
  provider "aws" {
    region     = "us-west-2"
    access_key = "theirs"
    secret_key = "theirs"
    profile    = "theirs"
    default_tags { tags = { theirs = "yes", computed = local.computed, "idp:environment" = "theirs" } }
  }
  provider "aws" {
    alias   = "there"
    region  = "us-east-1"
    profile = "theirs"
  }
  locals { computed = basename(abspath(path.module)) }
  resource "aws_sqs_queue" "here" { name = "here" }
  resource "aws_sqs_queue" "there" {
    provider = aws.there
    name     = "there"
  }
`;

function lockFile(): Promise<string> {
  return readFile(join(process.cwd(), 'terraform/templates/api-service/.terraform.lock.hcl'), 'utf8');
}

async function layOut({ digest, zip }: ReturnType<typeof bundleOf>, to: Target, redaction = new Redaction()) {
  const { environment } = decideBirth(birthOf({ tags }), undefined, { now: at, newRun: ulidAt(at, 2) });
  return prepareWorkspace({
    bundles: () => Promise.resolve(zip),
    folder: await mkdtemp(join(tmpdir(), 'leasehold-workspace-')),
    environment,
    run: ulidAt(at, 2),
    pin: { ...environment.wanted.template, bundle: digest },
    inputs: {},
    target: to,
    redaction,
  });
}

async function openWorkspace(bundle: ReturnType<typeof bundleOf>, to: Target): Promise<Terraform> {
  const redaction = new Redaction();
  const { root } = await layOut(bundle, to, redaction);
  expect(
    (await promisify(execFile)('stat', ['-c', '%a', join(root, 'leasehold.auto.tfvars.json')])).stdout,
  ).toBe('600\n');
  return new Terraform({
    executable: await installedTerraform(),
    folder: root,
    env: terraformEnvironment(to, { cliConfig: await providerConfig(), credentials: ownKeys }),
    signal: new AbortController().signal,
    redaction,
    log: () => undefined,
  });
}
