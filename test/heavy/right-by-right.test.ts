import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { RunFailure } from '../../src/domain/environment/run-failure';
import type { PlanJson } from '../../src/domain/terraform/plan-json';
import { matchesWildcard } from '../../src/emulators/iam/wildcard';
import { credentials, region } from '../../src/local/hub';
import { provisionerRole, provisionerRoleArn } from '../../src/local/roles/provisioner-role';
import { checkPermissions } from '../../src/runner/preflight/check-permissions';
import { questionsOf } from '../../src/runner/preflight/planned-questions';
import { openAwsWorkspace } from '../support/aws/aws-workspace';
import { type TemplatePlan, templatePlans } from '../support/aws/permissions/template-lives';
import {
  attachedPolicies,
  rightsOf,
  withoutRight,
  type WrittenPolicy,
} from '../support/aws/permissions/without-right';
import { terraformRoot } from '../support/terraform/terraform-tree';
import type { TestPlane } from '../support/plane/plane';
import { openPlane } from '../e2e/open-plane';

const life = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const tags = { 'idp:managed': 'true', 'idp:environment-id': life };
const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-environment-boundary';

let on: TestPlane;
let iam: IAMClient;
let sts: STSClient;
let policies: WrittenPolicy[];
const taken = new Set<string>();
beforeAll(async () => {
  on = await openPlane();
  const place = { endpoint: on.plane.targetUrl, region, credentials };
  iam = new IAMClient(place);
  sts = new STSClient(place);
  policies = await attachedPolicies(iam, provisionerRole);
});
afterAll(() => {
  iam.destroy();
  sts.destroy();
});

/** What Terraform plans for a first life of a template, by the real provider. */
async function planOf({ template, inputs, planned }: TemplatePlan): Promise<PlanJson> {
  const leasehold = { name: 'one', id: life, tags, permissions_boundary: boundary };
  const values = Object.entries({ leasehold, ...inputs, ...planned }).map(
    ([key, value]) => `${key} = ${JSON.stringify(value)}`,
  );
  // A path from the workspace, whose folder is made in the temporary one: an absolute one would be a package of its own.
  const source = relative(join(tmpdir(), 'workspace'), join(terraformRoot, 'templates', template));
  const main = `module "it" {\nsource = ${JSON.stringify(source)}\n${values.join('\n')}\n}\n`;
  const keys = {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  const workspace = await openAwsWorkspace(
    { url: on.plane.targetUrl, region, credentials: keys },
    life,
    main,
  );
  try {
    await workspace.terraform.plan('change');
    return await workspace.terraform.showPlan();
  } finally {
    await workspace.remove();
  }
}

/** The plan of a change in place of all that a first plan makes, and of its tags. */
function asChange(plan: PlanJson): PlanJson {
  const resource_changes = plan.resource_changes.map((one) => {
    if (one.mode !== 'managed') return one;
    const attributes = Object.keys({ ...one.change.after, tags_all: null });
    const before = Object.fromEntries(attributes.map((name) => [name, 'something else']));
    return { ...one, change: { ...one.change, actions: ['update' as const], before } };
  });
  return { ...plan, resource_changes };
}

const target = () => ({
  name: 'local',
  region,
  regions: [],
  endpoint: on.plane.targetUrl,
  roleArn: provisionerRoleArn,
});

/** The class of the refusal of a plan, and its reason; `allowed` where there is none. */
async function verdictOn(plan: PlanJson): Promise<{ class: string; reason: string }> {
  const applying = { plan, target: target(), environment: { name: 'one', tags } };
  try {
    await checkPermissions(applying, { iam, sts });
    return { class: 'allowed', reason: '' };
  } catch (error) {
    if (error instanceof RunFailure) return error.failure;
    throw error;
  }
}

/** The rights that a plan needs, by the questions that are asked about it, and that no plan before it needed. */
function rightsFor(plan: PlanJson): string[] {
  const questions = questionsOf(plan, { region, account: '123456789012', namePrefix: 'idp-one', tags });
  const rights = rightsOf(policies);
  const left = rights.filter((right) => !taken.has(right));
  return left.filter((right) => questions.some(({ action }) => matchesWildcard(right, action)));
}

describe.each(templatePlans)("a role for '$template'", (one) => {
  let plan: PlanJson;
  beforeAll(async () => {
    plan = await planOf(one);
  });

  it('may do all that its plan needs', async () => {
    expect(await verdictOn(plan)).toEqual({ class: 'allowed', reason: '' });
  });

  it.each([
    ['the whole plan', (first: PlanJson) => first],
    ['a change of all of it', asChange],
  ])('is refused %s, by name, without any single right that it needs', async (_what, planFrom) => {
    const asked = planFrom(plan);
    const unrefused: string[] = [];
    for (const right of rightsFor(asked)) {
      const verdict = await withoutRight(iam, { policies, right }, () => verdictOn(asked));
      if (verdict.class !== 'permission' || !names(verdict.reason, right))
        unrefused.push(`${right}: ${verdict.class} ${verdict.reason}`);
      taken.add(right);
    }

    expect(unrefused).toEqual([]);
    expect(await verdictOn(plan)).toEqual({ class: 'allowed', reason: '' });
  });
});

/** Whether a refusal names an action that this right would allow. */
function names(reason: string, right: string): boolean {
  const actions = reason.match(/[a-z0-9-]+:[A-Z]\w+/g) ?? [];
  return actions.some((action) => matchesWildcard(right, action));
}

const otherVersions =
  'The provider reads this with the object; other versions of it, and imports, ask by this.';
const keptDatabase = 'For a database of which a snapshot is kept, or was: no template of today keeps one.';
const parameters = 'For templates of others: test/heavy/odd/ssm-parameter.test.ts asks about one.';

/** The rights that no plan is asked about. */
const notAsked: Record<string, string> = {
  'ecs:ListTagsForResource': otherVersions,
  'iam:ListOpenIDConnectProviderTags': otherVersions,
  'iam:ListRoleTags': otherVersions,
  'iam:SimulatePrincipalPolicy': 'The asking itself: a role without it is refused before anything is made.',
  'kms:ReEncrypt*': 'DynamoDB asks it of whoever gives a table another key, which no input does.',
  'rds:CreateDBSnapshot': keptDatabase,
  'rds:DescribeDBSnapshots': keptDatabase,
  'servicequotas:GetServiceQuota': "Without it AWS's own default of a quota is taken.",
  'sqs:GetQueueUrl': otherVersions,
  'ssm:AddTagsToResource': parameters,
  'ssm:DeleteParameter': parameters,
  'ssm:DescribeParameters': parameters,
  'ssm:GetParameter': parameters,
  'ssm:GetParameters': parameters,
  'ssm:ListTagsForResource': parameters,
  'ssm:PutParameter': parameters,
  'ssm:RemoveTagsFromResource': parameters,
};

describe('over all templates', () => {
  it('each right of the role was taken away once, but for what is listed with a reason', () => {
    const rights = rightsOf(policies);

    expect(rights.filter((right) => !taken.has(right))).toEqual(Object.keys(notAsked));
    expect(rights.length).toBeGreaterThan(200);
  });
});
