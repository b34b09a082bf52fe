import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { allLives } from '../../../../scripts/components/component-lives';
import type { IamNeed } from '../../../../src/domain/resources/need';
import { plannedIn } from '../../../../src/domain/resources/planned';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { knownTypes, needsOf, needsOfEveryReceipt } from '../../../../src/runner/preflight/needs';
import { unknownOf } from '../../../support/aws/iam-knowledge';
import { leftOut, readTypeActions } from '../../../support/aws/type-actions';
import { terraformRoot } from '../../../support/terraform/terraform-tree';

/** Components have the rights of services that a target offers, and not those of the tables. */
const components = allLives().map(({ template }) => join('templates', template));

/** Every `.tf` file of the catalog without components: its templates, and the modules that they are made of. */
function catalogFiles(): string[] {
  return ['templates', 'modules'].flatMap((kind) =>
    readdirSync(join(terraformRoot, kind), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tf') && !path.startsWith('provisioner-role'))
      .map((path) => join(kind, path))
      .filter((path) => !components.some((one) => path.startsWith(`${one}/`)))
      .map((path) => join(terraformRoot, path)),
  );
}

async function typesOfCatalog(): Promise<string[]> {
  const files = catalogFiles().map((path) => parseHcl(path, readFileSync(path, 'utf8')));
  const parsed = (await Promise.all(files)) as { resource?: object }[];
  return [...new Set(parsed.flatMap(({ resource }) => Object.keys(resource ?? {})))].sort();
}

/** Types of which somebody's template or module, and none of ours, makes one: each is lived under test/heavy. */
const ofOthers = [
  'aws_appautoscaling_policy',
  'aws_appautoscaling_target',
  'aws_default_network_acl',
  'aws_default_route_table',
  'aws_ecs_cluster_capacity_providers',
  'aws_iam_policy',
  'aws_lb_listener_rule',
  'aws_network_acl',
  'aws_network_acl_rule',
];
/** Those for which the role has rights all the same. */
const ofEveryRole = [
  'aws_security_group_rule',
  'aws_sqs_queue_redrive_allow_policy',
  'aws_sqs_queue_redrive_policy',
  'aws_ssm_parameter',
];

const stepsOfFacts = ['read', 'create', 'update', 'retag', 'destroy'] as const;
const needsOfType = (type: string) => stepsOfFacts.flatMap((step) => needsOf(type)?.[step] ?? []);
const actionsOf = (needs: IamNeed[]) =>
  needs.flatMap(({ service, actions }) => actions.map((name) => `${service}:${name}`));

/** What the rows of another list name and the tables do not, but for what is left out with a reason. */
function missingFrom(rows: [string, string[]][]): string[] {
  return rows.flatMap(([type, actions]) => {
    const known = new Set(actionsOf(needsOfType(type)));
    const missing = actions.filter((action) => !known.has(action)).map((action) => `${type} ${action}`);
    return !knownTypes.includes(type) ? [] : missing.filter((one) => leftOut[one] === undefined);
  });
}

/** One that a plan makes with these attributes. */
function plannedWith(type: string, after: Record<string, unknown>) {
  const change = { address: type, mode: 'managed', type, name: 'this', provider_name: 'aws' };
  const plan = parsePlan({
    terraform_version: '1.11.4',
    resource_changes: [{ ...change, change: { actions: ['create'], after } }],
  });
  const [made] = plan.resource_changes;
  if (!made) throw new Error('The plan makes nothing.');
  return plannedIn(plan, made);
}

describe('the tables of what making, reading, changing and destroying need', () => {
  it('know every resource type of AWS that the catalog makes', async () => {
    const types = await typesOfCatalog();

    expect(types.filter((type) => type.startsWith('aws_') && needsOf(type) === undefined)).toEqual([]);
    expect(types.length).toBeGreaterThan(25);
  });

  it('know no type that the catalog does not make, but for what is made by templates of others', async () => {
    const made = await typesOfCatalog();

    expect(knownTypes.filter((type) => !made.includes(type)).sort()).toEqual([...ofOthers, ...ofEveryRole]);
    expect(knownTypes.filter((type) => needsOf(type)?.offered).sort()).toEqual(ofOthers);
  });

  it.each(knownTypes)('ask of %s only actions, objects and condition keys that IAM knows', async (type) => {
    const unknown = await Promise.all(needsOfType(type).map(unknownOf));

    expect(unknown.flat()).toEqual([]);
    expect(actionsOf(needsOfType(type)).length).toBeGreaterThan(1);
  });

  it('ask of every receipt only what IAM knows', async () => {
    expect((await Promise.all(needsOfEveryReceipt.map(unknownOf))).flat()).toEqual([]);
    expect(actionsOf(needsOfEveryReceipt)).toContain('ec2:DescribeTags');
  });

  it.each<[string, IamNeed]>([
    ['ec2:CreateLake on vpc/*: no such action', { service: 'ec2', on: 'vpc/*', actions: ['CreateLake'] }],
    ['ec2:CreateVpc on subnet/*: no such object', { service: 'ec2', on: 'subnet/*', actions: ['CreateVpc'] }],
    ['ec2:CreateVpc on *: no such object', { service: 'ec2', on: '*', actions: ['CreateVpc'] }],
    [
      'route53:GetChange on change/*: no key aws:ResourceTag/${TagKey}',
      { service: 'route53', on: 'change/*', actions: ['GetChange'] },
    ],
    [
      'iam:PassRole on role/x: no key ec2:CreateAction',
      { service: 'iam', on: 'role/x', actions: ['PassRole'], keys: { 'ec2:CreateAction': 'CreateVpc' } },
    ],
  ])('are checked so that this would be found: %s', async (problem, planted) => {
    expect(await unknownOf(planted)).toEqual([problem]);
  });

  it('ask for a final snapshot only where one will be made', () => {
    const snapshots = (skip: boolean) =>
      (needsOf('aws_db_instance')?.destroy ?? []).filter(
        (need) =>
          need.actions.includes('CreateDBSnapshot') &&
          need.if?.(plannedWith('aws_db_instance', { skip_final_snapshot: skip })),
      );

    expect(snapshots(true)).toEqual([]);
    expect(snapshots(false)).toHaveLength(2);
  });

  it.each([
    [true, ['s3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:ListBucketVersions']],
    [false, ['s3:DeleteBucket']],
    [null, ['s3:DeleteBucket']],
  ])('ask to empty a bucket only where force_destroy has that done: %s', (force_destroy, actions) => {
    const planned = plannedWith('aws_s3_bucket', { bucket: 'b', force_destroy });
    const needs = (needsOf('aws_s3_bucket')?.destroy ?? []).filter((need) => need.if?.(planned) ?? true);

    expect(actionsOf(needs).sort()).toEqual(actions);
  });

  it('miss an action that another list names, unless it is left out with a reason', () => {
    const rows: [string, string[]][] = [
      ['aws_vpc', ['ec2:CreateVpc', 'ec2:CreateLake']],
      ['aws_lambda_permission', ['iam:PassRole']],
      ['aws_nobody_makes', ['ec2:CreateVpc']],
    ];

    expect(missingFrom(rows)).toEqual(['aws_vpc ec2:CreateLake']);
  });

  it('miss nothing that a public list of what types need names', () => {
    const path = process.env.LEASEHOLD_TYPE_ACTIONS;
    if (path === undefined || !existsSync(path))
      return void process.stderr.write(
        `not run: ${expect.getState().currentTestName}: LEASEHOLD_TYPE_ACTIONS names no list.\n`,
      );
    const rows = readTypeActions(path);

    expect(missingFrom(rows)).toEqual([]);
    const named = new Set(rows.flatMap(([type, actions]) => actions.map((action) => `${type} ${action}`)));
    expect(Object.keys(leftOut).filter((one) => !named.has(one))).toEqual([]);
    expect(knownTypes.filter((type) => !rows.some(([one]) => one === type))).toEqual([]);
  });
});
