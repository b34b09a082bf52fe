import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allLives } from '../../../scripts/components/component-lives';
import { assessPlan } from '../../../src/domain/compliance/assess-plan';
import type { ProfileName } from '../../../src/domain/compliance/profile-names';
import { profileOf } from '../../../src/domain/compliance/profiles';
import { reportOf } from '../../../src/domain/compliance/report';
import { parsePlan } from '../../../src/domain/terraform/plan-json';
import type { Emulator } from '../../../src/local/emulator';
import { startEmulator } from '../../support/aws/aws-workspace';
import { releasesWith } from '../../support/modules/live-module';
import { catalogPlans } from '../../support/terraform/catalog-plans';
import { planFolder } from '../../support/terraform/plan-folder';
import { namesOf, terraformRoot } from '../../support/terraform/terraform-tree';

const patience = 5 * 60_000;
const fixture = (name: string) => join(process.cwd(), 'test/fixtures/compliance', name);
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
}, patience);
afterAll(() => emulator.close());

/** What fails of a profile in a plan: controls with addresses. */
async function failuresOf(profile: ProfileName, folder: string, more: object = {}): Promise<string[]> {
  const plan = parsePlan(await planFolder(folder, { url: emulator.url, ...more }));
  const assessed = { environment: 'e', plan: null, assessment: assessPlan(plan) };
  const [report] = reportOf([assessed], { profile, exceptions: [], now: 0 }).environments;
  return (report?.controls ?? []).flatMap(({ control, failed }) =>
    failed.map(({ address }) => `${control} ${address}`),
  );
}

describe('the catalog', () => {
  it('is planned whole; a component is checked in its life', () => {
    const components = allLives().map(({ template }) => template);
    const planned = new Set([...components, ...Object.keys(catalogPlans)]);

    expect([...planned].sort()).toEqual(namesOf('templates').sort());
  });

  it.each(Object.entries(catalogPlans))(
    'fails nothing of the basic profile with %s',
    async (name, variables) => {
      const root = join('templates', name);

      expect(await failuresOf('basic', terraformRoot, { root, variables })).toEqual([]);
    },
    patience,
  );
});

it(
  'a service without a certificate fails for what it takes over HTTP',
  async () => {
    const { certificate_arn: _, dns_name: __, zone_id: ___, ...plain } = catalogPlans['api-service'] ?? {};
    const root = join('templates', 'api-service');

    expect(await failuresOf('basic', terraformRoot, { root, variables: plain })).toEqual([
      'balancer-tls module.service.aws_lb_listener.http',
    ]);
  },
  patience,
);

it.each(['basic', 'soc2', 'hipaa', 'pci'] as const)(
  'profile %s fails what is planted, and nothing where every rule is kept',
  async (profile) => {
    const [planted, strict] = [
      await failuresOf(profile, fixture('planted')),
      await failuresOf(profile, fixture('strict')),
    ];

    expect(planted).toEqual(
      expect.arrayContaining([
        's3-public-access aws_s3_bucket.open',
        'database-encrypted aws_db_instance.plain',
      ]),
    );
    expect(planted.length).toBeGreaterThan(profileOf(profile).length / 3);
    expect(strict).toEqual([]);
  },
  patience,
);

/** A root that calls the bucket module of the registry twice, with its parts named after what does not exist yet. */
const buckets = (source: string) => `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
module "shut" {
  source                                = "${source}"
  bucket_prefix                         = "shut-"
  attach_deny_insecure_transport_policy = true
  versioning                            = { enabled = true }
  logging                               = { target_bucket = "logs", target_prefix = "shut/" }
}
module "open" {
  source              = "${source}"
  bucket_prefix       = "open-"
  block_public_policy = false
}
`;

it(
  'judges the bucket module of the registry by what each call of it says',
  async () => {
    const releases = releasesWith('s3-bucket');
    if (releases === undefined)
      return void process.stderr.write('not run: LEASEHOLD_MODULES names no folder with s3-bucket.\n');
    const folder = await mkdtemp(join(tmpdir(), 'leasehold-buckets-'));
    await writeFile(join(folder, 'main.tf'), buckets(join(releases, 's3-bucket')));
    const failed = await failuresOf('soc2', folder);
    await rm(folder, { recursive: true });

    expect(failed).toContain('s3-public-access module.open.aws_s3_bucket.this[0]');
    expect(failed.filter((one) => one.includes('module.shut'))).toEqual([]);
  },
  patience,
);
