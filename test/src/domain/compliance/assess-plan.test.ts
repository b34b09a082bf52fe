import * as fc from 'fast-check';
import { assessFound, assessPlan } from '../../../../src/domain/compliance/assess-plan';
import { controls } from '../../../../src/domain/compliance/controls/controls';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { type Planned, planOfResources, ref } from '../../../support/builders/planned';
import planted from './plans/planted.json';
import strict from './plans/strict.json';

// Both plans are `terraform show -json` of Terraform with the AWS provider of the folders of test/fixtures/compliance.
const resultsOf = (plan: unknown) => assessPlan(parsePlan(plan)).controls;

describe('a plan with a fault of each kind', () => {
  const failed = resultsOf(planted).flatMap(({ control, failed: each }) =>
    each.map(({ address }) => `${control} ${address}`),
  );

  it.each([
    's3-public-access aws_s3_bucket.open',
    's3-no-public-grants aws_s3_bucket.open',
    's3-tls-only aws_s3_bucket.open',
    's3-versioning aws_s3_bucket.open',
    's3-logging aws_s3_bucket.open',
    's3-kms aws_s3_bucket.open',
    'database-encrypted aws_db_instance.plain',
    'database-private aws_db_instance.plain',
    'database-backups aws_db_instance.plain',
    'database-logging aws_db_instance.plain',
    'dynamodb-kms aws_dynamodb_table.t',
    'dynamodb-recovery aws_dynamodb_table.t',
    'efs-encrypted aws_efs_file_system.e',
    'efs-backups aws_efs_file_system.e',
    'sns-encrypted aws_sns_topic.t',
    'sqs-encrypted aws_sqs_queue.q',
    'ebs-encrypted aws_ebs_volume.v',
    'instance-disks-encrypted aws_instance.i',
    'instance-imdsv2 aws_instance.i',
    'ecr-scanning aws_ecr_repository.e',
    'network-admin-ports aws_security_group.sg',
    'network-admin-ports aws_vpc_security_group_ingress_rule.r',
    'network-data-ports aws_vpc_security_group_ingress_rule.r',
    'iam-no-administrator aws_iam_policy.admin',
    'iam-no-service-wildcard aws_iam_policy.admin',
    'iam-no-decrypt-all aws_iam_policy.admin',
    'kms-rotation aws_kms_key.k',
    'secret-rotation aws_secretsmanager_secret.s',
    'secret-kms aws_secretsmanager_secret.s',
    'balancer-tls aws_lb_listener.l',
    'function-url aws_lambda_function_url.u',
    'eks-private-endpoint aws_eks_cluster.c',
    'eks-secrets aws_eks_cluster.c',
    'eks-logging aws_eks_cluster.c',
    'trail-encrypted aws_cloudtrail.t',
    'trail-validated aws_cloudtrail.t',
    'trail-all-regions aws_cloudtrail.t',
    'trail-cloudwatch aws_cloudtrail.t',
    'logs-kept aws_cloudwatch_log_group.g',
    'logs-kms aws_cloudwatch_log_group.g',
  ])('fails %s', (expected) => {
    expect(failed).toContain(expected);
  });

  it('passes each bucket of a module that is called twice by what belongs to that one', () => {
    const [access] = resultsOf(planted).filter(({ control }) => control === 's3-public-access');

    expect(access?.passed).toEqual([
      'module.good["a"].aws_s3_bucket.this[0]',
      'module.good["b"].aws_s3_bucket.this[0]',
    ]);
  });

  it('does not judge a policy that is made of what is not known yet', () => {
    const [admin] = resultsOf(planted).filter(({ control }) => control === 'iam-no-administrator');

    expect(admin?.notAssessed).toEqual([
      { address: 'aws_iam_policy.later', why: 'its policy is known only after apply' },
    ]);
  });
});

it('finds nothing in a plan that keeps every rule, and leaves nothing of it unjudged', () => {
  const { controls: results, unjudged } = assessPlan(parsePlan(strict));

  const trouble = results.flatMap(({ control, failed, notAssessed }) =>
    [...failed, ...notAssessed].map(({ address }) => `${control} ${address}`),
  );

  expect(trouble).toEqual([]);
  expect(unjudged).toEqual([]);
  expect(results.filter(({ passed }) => passed.length > 0).length).toBeGreaterThan(40);
});

/** What a control says of one object, in a word. */
function verdict(control: string, address: string, resources: Record<string, Planned>): string {
  const result = assessPlan(planOfResources(resources)).controls.find((one) => one.control === control);
  if (result?.passed.includes(address)) return 'passed';
  if (result?.failed.some((one) => one.address === address)) return 'failed';
  return result?.notAssessed.some((one) => one.address === address) ? 'not assessed' : 'nothing';
}

const shut = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const nameless: Planned = { unknown: { id: true, bucket: true } };
const blockOf = (written: object, more: object = {}): Planned => ({
  after: { ...shut, ...more },
  unknown: { bucket: true },
  written: { bucket: written },
});
const bucket = 'aws_s3_bucket.a';
const block = 'aws_s3_bucket_public_access_block.b';

describe('a part whose owner is not known by name', () => {
  it.each<[string, string, Record<string, Planned>]>([
    [
      'belongs to what its block refers to',
      'passed',
      { [bucket]: nameless, [block]: blockOf(ref('aws_s3_bucket.a.id', 'aws_s3_bucket.a')) },
    ],
    [
      'does not belong to another',
      'failed',
      { [bucket]: nameless, 'aws_s3_bucket.c': nameless, [block]: blockOf(ref('aws_s3_bucket.c.id')) },
    ],
    [
      'may belong to it, where the template computes the name',
      'not assessed',
      { [bucket]: nameless, [block]: blockOf(ref('local.name')) },
    ],
    [
      'may belong to either of two',
      'not assessed',
      {
        [bucket]: nameless,
        'aws_s3_bucket.c': nameless,
        [block]: blockOf(ref('aws_s3_bucket.a.id', 'aws_s3_bucket.c.id')),
      },
    ],
    [
      'has an owner, and one switch that is open',
      'failed',
      { [bucket]: nameless, [block]: blockOf(ref('aws_s3_bucket.a.id'), { block_public_acls: false }) },
    ],
    [
      'is known by its value',
      'passed',
      { [bucket]: { after: { bucket: 'x' } }, [block]: { after: { ...shut, bucket: 'x' } } },
    ],
    [
      'is of something that is not in the plan',
      'failed',
      { [bucket]: { after: { bucket: 'x' } }, [block]: { after: { ...shut, bucket: 'y' } } },
    ],
    [
      'is not there, and the account blocks',
      'passed',
      { [bucket]: nameless, 'aws_s3_account_public_access_block.x': { after: shut } },
    ],
    ['is deleted', 'failed', { [bucket]: { after: { bucket: 'x' } }, [block]: { after: null } }],
    [
      'is what a replacement left behind',
      'failed',
      { [bucket]: { after: { bucket: 'x' } }, [block]: { after: { ...shut, bucket: 'x' }, deposed: '1' } },
    ],
  ])('%s: %s', (_, expected, resources) => {
    expect(verdict('s3-public-access', bucket, resources)).toBe(expected);
  });

  it('goes with the instance of its own key', () => {
    const each = {
      'aws_s3_bucket.a["x"]': nameless,
      'aws_s3_bucket.a["y"]': nameless,
      'aws_s3_bucket_public_access_block.b["x"]': blockOf(ref('aws_s3_bucket.a', 'each.key')),
    };

    expect(verdict('s3-public-access', 'aws_s3_bucket.a["x"]', each)).toBe('passed');
    expect(verdict('s3-public-access', 'aws_s3_bucket.a["y"]', each)).toBe('failed');
  });
});

const rule = 'aws_vpc_security_group_ingress_rule.r';
const ingress = (after: object): Record<string, Planned> => ({
  [rule]: { after: { ip_protocol: 'tcp', ...after } },
});

describe('a rule that lets in', () => {
  it.each<[string, string, Record<string, Planned>]>([
    ['SSH from everywhere', 'failed', ingress({ from_port: 22, to_port: 22, cidr_ipv4: '0.0.0.0/0' })],
    [
      'SSH from a half of the world',
      'failed',
      ingress({ from_port: 22, to_port: 22, cidr_ipv4: '128.0.0.0/1' }),
    ],
    [
      'a range of ports with RDP in it',
      'failed',
      ingress({ from_port: 3000, to_port: 4000, cidr_ipv6: '::/0' }),
    ],
    ['every protocol by its number', 'failed', ingress({ ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' })],
    ['HTTPS from everywhere', 'passed', ingress({ from_port: 443, to_port: 443, cidr_ipv4: '0.0.0.0/0' })],
    [
      'SSH from a private network',
      'passed',
      ingress({ from_port: 22, to_port: 22, cidr_ipv4: '10.0.0.0/8' }),
    ],
    [
      'pings from everywhere',
      'passed',
      ingress({ ip_protocol: 'icmp', from_port: -1, to_port: -1, cidr_ipv4: '0.0.0.0/0' }),
    ],
    [
      'SSH from a prefix list',
      'not assessed',
      ingress({ from_port: 22, to_port: 22, prefix_list_id: 'pl-1' }),
    ],
    [
      'SSH from what is not known',
      'not assessed',
      { [rule]: { after: { ip_protocol: 'tcp', from_port: 22, to_port: 22 }, unknown: { cidr_ipv4: true } } },
    ],
    [
      'what is not known from everywhere',
      'not assessed',
      {
        [rule]: {
          after: { ip_protocol: 'tcp', cidr_ipv4: '0.0.0.0/0' },
          unknown: { from_port: true, to_port: true },
        },
      },
    ],
  ])('%s: %s', (_, expected, resources) => {
    expect(verdict('network-admin-ports', rule, resources)).toBe(expected);
  });
});

const database = 'aws_db_instance.d';
describe('a database', () => {
  it.each<[string, string, Planned]>([
    ['that says nothing', 'failed', { after: {} }],
    ['that is encrypted', 'passed', { after: { storage_encrypted: true } }],
    ['that is made of a snapshot', 'not assessed', { after: { snapshot_identifier: 's' } }],
    [
      'that was made of a snapshot, and is not',
      'failed',
      { after: { snapshot_identifier: 's', storage_encrypted: false } },
    ],
    ['whose input is not known yet', 'not assessed', { unknown: { storage_encrypted: true } }],
    [
      'of which the provider fills in what nobody sets',
      'failed',
      { unknown: { storage_encrypted: true }, written: {} },
    ],
  ])('%s: %s', (_, expected, one) => {
    expect(verdict('database-encrypted', database, { [database]: one })).toBe(expected);
  });
});

const text = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: statement });
const everyone = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
describe('a policy of a queue', () => {
  it.each<[string, string, object]>([
    ['for everyone', 'failed', everyone],
    ['for everyone of AWS', 'failed', { ...everyone, Principal: { AWS: ['*'] } }],
    [
      'for all but some',
      'failed',
      { ...everyone, Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::1:root' } },
    ],
    [
      'for everyone with TLS',
      'failed',
      { ...everyone, Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ],
    [
      'for one source',
      'passed',
      { ...everyone, Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:x' } } },
    ],
    [
      'for all but one source',
      'failed',
      { ...everyone, Condition: { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:sns:x' } } },
    ],
    ['for one account', 'passed', { ...everyone, Principal: { AWS: 'arn:aws:iam::1:root' } }],
    ['that refuses everyone', 'passed', { ...everyone, Effect: 'Deny' }],
  ])('%s: %s', (_, expected, statement) => {
    const policy = { 'aws_sqs_queue_policy.p': { after: { policy: text(statement) } } };

    expect(verdict('no-public-policies', 'aws_sqs_queue_policy.p', policy)).toBe(expected);
  });
});

it('names each control once', () => {
  expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
});

/** Any JSON below the names that controls read. */
const names = fc.constantFrom(
  'policy',
  'ingress',
  'bucket',
  'encrypted',
  'default_action',
  'redirect',
  'statement',
  'root_block_device',
  'metadata_options',
  'container_definitions',
  'vpc_config',
  'cidr_blocks',
);
const types = fc.constantFrom(...new Set(controls.flatMap(({ types: each }) => each)));

it('judges whatever a provider writes, and throws for none of it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(types, fc.dictionary(names, fc.jsonValue()), fc.dictionary(names, fc.jsonValue())), {
        maxLength: 4,
      }),
      (objects) => {
        const entries = objects.map(
          ([type, after, unknown], at) => [`${type}.n${at}`, { after, unknown }] as const,
        );
        expect(assessPlan(planOfResources(Object.fromEntries(entries))).controls).toHaveLength(
          controls.length,
        );
      },
    ),
  );
});

describe('what a check found', () => {
  const scans = (on: boolean) => ({ name: 'app', image_scanning_configuration: [{ scan_on_push: on }] });
  const found = (before: unknown, after: unknown) => {
    const change = { actions: ['update'], before, after, after_unknown: { name: true } };
    const plan = { ...planted, resource_changes: [{ ...repository, change }] };
    const { controls: all } = assessFound(parsePlan(plan));
    return all.find(({ control }) => control === 'ecr-scanning');
  };
  const repository = planted.resource_changes.find(({ type }) => type === 'aws_ecr_repository')!;
  const { address } = repository;

  it('is judged by what exists, not by what an apply would set back', () => {
    expect(found(scans(false), scans(true))).toMatchObject({ passed: [], failed: [{ address }] });
    expect(found(scans(true), scans(false))).toMatchObject({ passed: [address], failed: [] });
  });

  it('says nothing of an object that is gone', () => {
    expect(found(null, scans(false))).toMatchObject({ passed: [], failed: [], notAssessed: [] });
  });
});
