import { IAMClient } from '@aws-sdk/client-iam';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentView } from '../../src/domain/environment/view';
import { listTagged } from '../../src/local/demo/ask-emulator';
import { isNamedBy } from '../../src/local/demo/leftovers';
import { credentials, region } from '../../src/local/hub';
import { type Idp, idpFor } from '../support/cli/idp';
import { ImageRegistry } from '../support/aws/image-registry';
import type { TestPlane } from '../support/plane/plane';
import { actionsIn, neededByNobody, notGranted, notInNeeds, tapTarget } from '../support/aws/target-calls';
import { takeCensus } from '../support/aws/target-census';
import { openPlane } from '../e2e/open-plane';

/** A template of a project's foundation: with which inputs it is made, what it costs, and what the target then holds. */
interface Foundation {
  template: string;
  inputs: Record<string, unknown>;
  monthly: number;
  makes: string[];
}

const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-foundation-boundary';
const foundations: Foundation[] = [
  {
    template: 'ecr',
    inputs: { repositories: ['catalog', 'web'] },
    monthly: 0,
    makes: ['repository shopstack-dev/catalog', 'repository shopstack-dev/web'],
  },
  {
    template: 'image-build',
    inputs: {
      image: 'catalog',
      source_url: 'https://github.com/acme/shop.git',
      permissions_boundary_arn: boundary,
    },
    monthly: 0,
    makes: [
      'log group /codebuild/shopstack-dev-catalog-images',
      'project shopstack-dev-catalog-images',
      'role shopstack-dev-catalog-images',
    ],
  },
  {
    template: 'secrets',
    inputs: { secrets: { stripe: { description: 'Key of the payment service', shared: true } } },
    monthly: 0.4,
    makes: [],
  },
  {
    template: 'state-backend',
    inputs: {
      reader_arns: ['arn:aws:iam::210987654321:role/target'],
      permissions_boundary_arn: boundary,
    },
    monthly: 1,
    makes: [
      'bucket shopstack-dev-tf-123456789012',
      'role shopstack-dev-state-reader',
      'table shopstack-dev-tf-123456789012',
    ],
  },
  {
    template: 'vpc',
    inputs: { nat: 'per-zone' },
    monthly: 109.5,
    makes: [expect.stringMatching(/^VPC vpc-/)],
  },
];
const [ecr] = foundations as [Foundation];
const nameOf = ({ template }: Foundation) => `foundation-${template}`;

/** Those that hold what nobody but their owner may delete: their plans await an approval that names it. */
const kept = ['ecr', 'state-backend'];

/** Made as a person makes it, with the approval that it needs. */
async function make(foundation: Foundation) {
  const asked = await on.idp(creating(foundation));
  if (!kept.includes(foundation.template)) return asked;
  expect(asked).toMatchObject({ code: 0, stdout: expect.stringMatching(/awaits approval[^]*is not true/) });
  return on.idp(['approve', nameOf(foundation), '--yes']);
}

/** `idp create` of a foundation, as a person types it. */
function creating(foundation: Foundation): string[] {
  const inputs = Object.entries({ project: 'shopstack', ...foundation.inputs }).map(([name, value]) => {
    return ['--input', `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
  const asked = ['--template', foundation.template, '--name', nameOf(foundation), '--permanent'];
  return ['create', ...asked, '--wait', '--yes', ...inputs.flat()];
}

const { calls, tap } = tapTarget();
let beforeDestroy = 0;
let on: TestPlane;
let before: string[];
const lives = new Map<Foundation, EnvironmentView>();

beforeAll(async () => {
  on = await openPlane({ through: tap.through });
  before = await takeCensus(on.plane.targetUrl);
});
afterAll(() => tap.close());

const held = async () => (await takeCensus(on.plane.targetUrl)).filter((one) => !before.includes(one));
const lifeOf = (foundation: Foundation) => lives.get(foundation) as EnvironmentView;

async function asDeveloper(): Promise<Idp> {
  const token = await on.plane.mint({ id: 'dan', name: 'Dan', roles: ['developer'], teams: [] });
  return idpFor({
    url: on.plane.url,
    token,
    bundle: join(process.cwd(), 'dist/bin/idp.cjs'),
    home: homedir(),
  });
}

describe('the foundation of a project', () => {
  it('is not for developers, and nothing is made for one who asks', async () => {
    const dan = await asDeveloper();

    const refused = await Promise.all(foundations.map((one) => dan(creating(one))));
    const asked = await Promise.all(foundations.map((one) => on.api.ask(`GET /environments/${nameOf(one)}`)));

    expect(refused.map(({ code }) => code)).toEqual(foundations.map(() => 3));
    for (const { stderr } of refused) expect(stderr).toMatch(/requires the role admin.*\(Forbidden\)/);
    expect(asked.map(({ status }) => status)).toEqual(foundations.map(() => 404));
    expect(await held()).toEqual([]);
  });

  it('is made by an admin, priced and without an end', async () => {
    const made = await Promise.all(foundations.map(make));

    for (const [at, foundation] of foundations.entries()) {
      expect(made[at]).toMatchObject({ code: 0, stdout: expect.stringMatching(/is ready[^]*permanent/) });
      const view = await on.api.want(`GET /environments/${nameOf(foundation)}`);
      expect(view).toMatchObject({ status: 'ready', lease: { expiresAt: null } });
      expect(view.cost).toMatchObject({ source: 'plan', monthly: foundation.monthly, unpriced: [] });
      lives.set(foundation, view);
    }
    expect(await held()).toEqual(foundations.flatMap(({ makes }) => makes).sort());
  });

  it('is destroyed with a receipt that tells what AWS keeps, but for a repository that holds an image', async () => {
    const registry = new ImageRegistry(on.plane.targetUrl);
    await registry.push('shopstack-dev/catalog', 'v1');

    beforeDestroy = calls.length;

    const ended = await Promise.all(foundations.map((one) => on.idp(['destroy', nameOf(one), '--yes'])));
    const stuck = await on.api.want(`GET /environments/${nameOf(ecr)}`);

    expect(ended.map(({ code }) => code)).toEqual(foundations.map((one) => (one === ecr ? 7 : 0)));
    for (const one of foundations.filter((other) => other !== ecr)) await expectNothingLeftOf(one);
    const told = ended.map(({ stdout }) => stdout).join('\n');
    expect(told).toMatch(/aws_kms_key\.this .* pending deletion, permanently deleted by 20\d\d-/);
    expect(told).toMatch(/shopstack\/dev\/stripe-\w+\) pending deletion, permanently deleted by 20\d\d-/);
    expect(told).toMatch(/catalog contains 1 image\. Nothing was destroyed.*, then retry\. \(occupied\)/);
    expect(stuck).toMatchObject({ status: 'stuck', destruction: { failure: { class: 'occupied' } } });
    expect(await held()).toEqual(ecr.makes);
    await registry.untag('shopstack-dev/catalog', 'v1');
  });

  it('is all gone once that repository is empty and the destroy is retried', async () => {
    const retried = await on.idp(['retry', nameOf(ecr)]);

    expect(retried.code).toBe(0);
    await expectNothingLeftOf(ecr);
    expect(await held()).toEqual([]);
  });

  it('needs nothing of the target that its role is not granted', async () => {
    const iam = new IAMClient({ endpoint: on.plane.targetUrl, region, credentials });

    const missing = await notGranted(calls, iam);
    iam.destroy();

    expect(missing).toEqual(neededByNobody);
    expect(actionsIn(calls).length).toBeGreaterThan(60);
  });

  it('is made by no call that the tables of needs do not know', () => {
    const missing = notInNeeds(calls.slice(0, beforeDestroy), 'create');

    // Besides those, what is asked before an apply.
    expect(missing).toEqual([
      'iam:GetUser',
      'iam:SimulatePrincipalPolicy',
      'servicequotas:GetServiceQuota',
      'sts:AssumeRole',
      'sts:GetCallerIdentity',
    ]);
  });

  it('is destroyed by no call that the table of needs does not know', () => {
    const missing = notInNeeds(calls.slice(beforeDestroy), 'destroy');

    // Besides those, what data sources read: the plan that was applied has read it before.
    expect(missing).toEqual([
      'ec2:DescribeAvailabilityZones',
      'iam:GetUser',
      'sts:AssumeRole',
      'sts:GetCallerIdentity',
    ]);
  });
});

/** By the receipt, and past Leasehold by tag: what AWS still lists there, the receipt names as ended. */
async function expectNothingLeftOf(foundation: Foundation): Promise<void> {
  const life = lifeOf(foundation);
  const { status, evidence } = await on.api.life(life.id);
  expect({ status, unchecked: evidence?.unchecked }).toEqual({ status: 'destroyed', unchecked: [] });
  const checked = evidence?.checked ?? [];
  expect(checked.length).toBeGreaterThanOrEqual(life.plan?.create ?? Infinity);
  expect(checked.filter(({ found }) => found === 'remaining')).toEqual([]);
  const ended = checked.filter(({ found }) => found === 'terminal');
  const listed = await listTagged(on.plane.targetUrl, life);
  expect(listed.filter((arn) => !ended.some((one) => isNamedBy(one, arn)))).toEqual([]);
}
