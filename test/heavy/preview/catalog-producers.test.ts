import { readTree } from '../../../src/bundle/read-tree';
import type { Inputs } from '../../../src/domain/template/template';
import { templatePlans } from '../../support/aws/permissions/template-lives';
import { openAwsTarget } from '../../support/preview/aws-target';
import { asRoot, previewOf } from '../../support/preview/components';
import { notHeld } from '../../support/preview/held';
import { packedAws } from '../../support/preview/stack-templates';
import { packWhole } from '../../support/terraform/pack-whole';
import type { TestBundle } from '../../support/terraform/template-bundle';

/** What a component of the catalog may be given from another one, besides what its other tests give. */
const wired: Record<string, Record<string, unknown>> = {
  'api-service': {
    container_image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1',
    secrets: { STRIPE: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-AbCdEf' },
    vpc_cidr: '10.1.0.0/16',
  },
  'api-database': { allowed_cidrs: ['10.2.0.0/16'], environment_variables: { QUEUE: 'events' } },
  'scheduled-worker': { s3_bucket_arn: 'arn:aws:s3:::reports' },
};

const bundles = new Map<string, TestBundle>();
let target: Awaited<ReturnType<typeof openAwsTarget>>;
beforeAll(async () => {
  target = await openAwsTarget();
  const engine = { name: 'terraform' as const, version: '1.11.4' };
  for (const { name, bundle, zip } of await packWhole({ ...(await readTree('terraform')), engine }))
    bundles.set(name, { digest: bundle, zip });
  // A worker may read a bucket only whose owner shares it.
  const reports =
    'resource "aws_s3_bucket" "this" {\n  bucket = "reports"\n  tags   = { "idp:shared" = "true" }\n}\n';
  await asRoot({ bundle: await packedAws(reports) }, { ...target.given, apply: true });
}, 120_000);
afterAll(() => target.close());

const given = templatePlans.map(({ template, inputs, planned = {} }) => ({
  template,
  inputs: { ...inputs, ...planned, ...wired[template] } as Inputs,
}));
const cases = given.flatMap(({ template, inputs }) => {
  const names = Object.keys(inputs);
  const ways = names.length > 1 ? [...names.map((name) => [name]), names] : [names];
  return ways.filter((way) => way.length > 0).map((missing) => ({ template, missing, inputs }));
});

const exact = new Map<string, ReturnType<typeof planned>>();
const exactOf = (template: string, inputs: Inputs) => {
  const plan = exact.get(template) ?? planned(template, { inputs });
  exact.set(template, plan);
  return plan;
};

async function planned(template: string, component: { inputs: Inputs; pending?: Record<string, string> }) {
  return (await previewOf({ bundle: bundles.get(template)!, ...component }, target.given)).preview;
}

/** Those whose shape depends on what is missing; all others are planned. */
const later: Record<string, string[]> = {
  'api-database': ['allowed_cidrs'],
  'api-service': ['zone_id'],
  'github-roles': ['apply_policy_arns', 'trust'],
  ecr: ['project', 'repositories', 'puller_arns'],
  'scheduled-worker': ['nat', 's3_bucket_arn'],
  secrets: ['secrets'],
  'state-backend': ['access_log_bucket', 'reader_arns'],
  vpc: ['nat'],
};

it.each(cases)(
  'holds what it shows of $template without $missing, or says what it waits for',
  async (one) => {
    const { template, missing, inputs } = one;
    const rest = Object.entries(inputs).filter(([name]) => !missing.includes(name));
    const pending = Object.fromEntries(missing.map((name) => [name, `producer.${name}`]));
    const before = await planned(template, { inputs: Object.fromEntries(rest), pending });
    const now = await exactOf(template, inputs);
    if (now.result !== 'planned') throw new Error(`${template} waits with all inputs`);

    expect([missing.join(), before.result]).toEqual([
      missing.join(),
      missing.some((name) => later[template]?.includes(name)) ? 'later' : 'planned',
    ]);
    if (before.result === 'planned') expect(notHeld(before.plan, now.plan)).toEqual([]);
    else
      for (const { pending: waits } of before.waits)
        expect(Object.values(pending)).toEqual(expect.arrayContaining(waits));
  },
  240_000,
);
