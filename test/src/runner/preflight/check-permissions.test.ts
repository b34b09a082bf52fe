import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { startOwnedFront } from '../../../support/aws/owned-front';
import type { Front } from '../../../../src/emulators/front/start-front';
import { derivedOn } from '../../../../src/domain/resources/derived/derived-needs';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { checkPermissions } from '../../../../src/runner/preflight/check-permissions';
import type { RunFailure } from '../../../../src/domain/environment/run-failure';
import { makeProvisionerRole, provisionerRole } from '../../../../src/local/roles/provisioner-role';
import { startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';

const region = 'eu-central-1';
const account = '123456789012';
const roleArn = `arn:aws:iam::${account}:role/maker`;
const environment = { name: 'foo', tags: { 'idp:managed': 'true', 'idp:environment': 'foo' } };
const names = 'idp-foo-1e071a58';

let emulator: HubBuckets;
let front: Front;
let deps: { iam: IAMClient; sts: STSClient };

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  const config = {
    endpoint: front.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  deps = { iam: new IAMClient(config), sts: new STSClient(config) };
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: account } };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await deps.iam.send(new CreateRoleCommand({ RoleName: 'maker', AssumeRolePolicyDocument }));
});
afterAll(async () => {
  deps.iam.destroy();
  deps.sts.destroy();
  await front.close();
  await emulator.close();
});

const maySimulate = { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: roleArn };
const allow = (Action: string | string[], more: object = {}) => {
  return { Effect: 'Allow', Action, Resource: '*', ...more };
};

/** What every receipt asks. */
const ofReceipts = ['tag:GetResources', 'ec2:DescribeTags'];

/** What making a database asks besides the rights to make it. */
const aroundDatabases = ['ec2:Describe*', 'iam:CreateServiceLinkedRole', 'tag:GetResources'];

async function grant(...Statement: object[]): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await deps.iam.send(new PutRolePolicyCommand({ RoleName: 'maker', PolicyName: 'own', PolicyDocument }));
}

const change = (type: string, after: object = {}, actions = ['create']) => ({
  address: `module.x.${type}.this`,
  mode: 'managed',
  type,
  name: 'this',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  change: { actions, after },
});
const database = change('aws_db_instance', { identifier: names, skip_final_snapshot: true });

function check(changes: object[], target: object = { roleArn }): Promise<void> {
  const plan = parsePlan({ terraform_version: '1.11.4', resource_changes: changes });
  const where = { name: 'local', region, regions: [], ...target };
  return checkPermissions({ plan, target: where, environment }, deps);
}

/** The failure of a check that must refuse. */
async function refusal(changes: object[], target?: object) {
  const error = await check(changes, target).then(
    () => new Error('nothing was refused'),
    (error: unknown) => error as RunFailure,
  );
  if (!('failure' in error)) throw error;
  return error.failure;
}

describe('checkPermissions', () => {
  it('lets a role pass that may destroy all that it makes', async () => {
    await grant(maySimulate, allow(['rds:*', 'ec2:*', ...aroundDatabases]));

    await expect(check([database, change('aws_vpc')])).resolves.toBeUndefined();
  });

  it('refuses a role that may make but not destroy, and names action, object and type', async () => {
    const may = ['rds:AddTags*', 'rds:C*', 'rds:Describe*', 'rds:List*', ...aroundDatabases];
    await grant(maySimulate, allow(may));

    const failure = await refusal([database]);

    expect(failure).toMatchObject({ class: 'permission', addresses: ['module.x.aws_db_instance.this'] });
    const object = `arn:aws:rds:${region}:${account}:db:${names}`;
    expect(failure.reason).toBe(
      `${roleArn} could create but not destroy what is planned: it lacks rds:DeleteDBInstance on ${object} (aws_db_instance). Nothing was created. Ask the owner of the target to allow these actions (docs/targets.md), then retry.`,
    );
  });

  it('asks about the names that are planned, so a role that is limited to them passes', async () => {
    const role = (suffix: string) => change('aws_iam_role', { name: `${names}-${suffix}`, path: '/' });
    const inside = { Resource: `arn:aws:iam::${account}:role/idp-foo-*` };
    await grant(maySimulate, allow(ofReceipts), allow('iam:*', inside));

    await expect(check([role('task'), role('execution')])).resolves.toBeUndefined();
    const elsewhere = change('aws_iam_role', { name: 'admin', path: '/' });
    expect((await refusal([elsewhere])).reason).toMatch(
      /may not create what is planned: it lacks iam:CreateRole on arn:aws:iam::.*iam:DeleteRole on/,
    );
  });

  it("takes a name that is not known yet for one of the environment's", async () => {
    const inside = { Resource: `arn:aws:sqs:*:${account}:idp-*` };
    await grant(maySimulate, allow(ofReceipts), allow('sqs:*', inside));

    await expect(check([change('aws_sqs_queue_policy')])).resolves.toBeUndefined();
  });

  it('names a bucket as S3 does, without region and account', async () => {
    const inside = { Resource: `arn:aws:s3:::${names}-states` };
    await grant(maySimulate, allow(ofReceipts), allow('s3:*', inside));

    await expect(check([change('aws_s3_bucket', { bucket: `${names}-states` })])).resolves.toBeUndefined();
  });

  it('tells the tags of the objects and the region, so a role that is limited by them passes', async () => {
    const where = { 'aws:RequestedRegion': region };
    const managed = { 'aws:ResourceTag/idp:managed': 'true', ...where };
    const brought = { 'aws:RequestTag/idp:managed': 'true', ...where };
    const making = { ...where, 'ec2:CreateAction': ['CreateVpc', 'CreateSubnet'] };
    await grant(
      maySimulate,
      allow(['tag:GetResources', 'ec2:Describe*']),
      allow(['ec2:CreateVpc', 'ec2:CreateSubnet'], { Condition: { StringEquals: brought } }),
      allow('ec2:CreateTags', { Condition: { StringEquals: making } }),
      allow('ec2:*', { Condition: { StringEquals: managed } }),
    );

    await expect(check([change('aws_vpc'), change('aws_subnet')])).resolves.toBeUndefined();
  });

  it('asks for the right to a final snapshot where one is to be made', async () => {
    const may = ['rds:AddTags*', 'rds:CreateDBInstance', 'rds:De*', 'rds:L*', ...aroundDatabases];
    await grant(maySimulate, allow(may));
    const kept = { identifier: names, final_snapshot_identifier: `${names}-final` };

    await expect(check([database])).resolves.toBeUndefined();
    const { reason } = await refusal([change('aws_db_instance', { ...kept, skip_final_snapshot: false })]);
    expect(reason).toContain(
      `rds:CreateDBSnapshot on arn:aws:rds:${region}:${account}:snapshot:${names}-final`,
    );
  });

  it('refuses by name a type whose destruction nobody has described', async () => {
    const failure = await refusal([database, change('aws_swf_domain')]);

    expect(failure.class).toBe('configuration');
    expect(failure.reason).toContain(
      "aws_swf_domain is not supported yet: no IAM actions are recorded or derived for creating, reading and deleting it, and target 'local' does not offer the service swf as a whole. Nothing was created.",
    );
    expect(failure.reason).toContain("'services' of the module provisioner-role");
  });

  it('leaves a type of which nothing is recorded to a target that offers its service, and asks about the others', async () => {
    await grant(maySimulate, allow(ofReceipts));
    const unknown = [change('aws_lex_bot', { name: names }), change('aws_lex_intent')];

    await expect(check(unknown, { roleArn, services: ['lex'] })).resolves.toBeUndefined();
    const { reason } = await refusal([...unknown, change('aws_swf_domain')], {
      roleArn,
      services: ['lex'],
    });
    expect(reason).toMatch(/^aws_swf_domain is not supported yet/);
    const failure = await refusal([...unknown, change('aws_vpc')], { roleArn, services: ['lex'] });
    expect(failure).toMatchObject({ class: 'permission', addresses: ['module.x.aws_vpc.this'] });
  });

  it('asks for what is derived of a type, and says from what it is', async () => {
    const made = { name: `${names}-flow` };
    await grant(
      maySimulate,
      allow([...ofReceipts, 'states:Create*', 'states:D*', 'states:List*', 'states:Tag*']),
    );

    const { class: kind, reason } = await refusal([change('aws_sfn_state_machine', made)]);
    expect(kind).toBe('permission');
    expect(reason).toContain(
      `could create but not destroy what is planned: it lacks states:UpdateStateMachine on arn:aws:states:${region}:${account}:stateMachine:${names}-flow (aws_sfn_state_machine)`,
    );
    expect(reason).toContain("Target 'local' does not offer the service states as a whole.");
    expect(reason).toContain(
      `The actions of aws_sfn_state_machine are derived from the service authorization data of ${derivedOn}, not recorded by hand`,
    );
    await grant(maySimulate, allow([...ofReceipts, 'states:*']));
    await expect(check([change('aws_sfn_state_machine', made)])).resolves.toBeUndefined();
  });

  it('says what to grant where the role may not be asked', async () => {
    await grant(allow(['rds:*', 'tag:GetResources']));

    const failure = await refusal([database]);

    expect(failure.class).toBe('permission');
    expect(failure.reason).toContain('Grant it iam:SimulatePrincipalPolicy on its own ARN');
  });

  it('says that the role of the target is not there', async () => {
    const failure = await refusal([database], { roleArn: `arn:aws:iam::${account}:role/nobody` });

    expect(failure.class).toBe('configuration');
    expect(failure.reason).toContain('IAM has no role arn:aws:iam::123456789012:role/nobody');
  });

  it('asks about the role of the build itself where the target names none', async () => {
    const session = { RoleArn: roleArn, RoleSessionName: 'leasehold-run' };
    const { Credentials } = await deps.sts.send(new AssumeRoleCommand(session));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const own = new STSClient({ endpoint: front.url, region: 'us-east-1', credentials });
    await deps.iam.send(new DeleteRolePolicyCommand({ RoleName: 'maker', PolicyName: 'own' }));
    await grant(maySimulate);
    const plan = parsePlan({ terraform_version: '1.11.4', resource_changes: [database] });
    const applying = { plan, target: { name: 'local', region, regions: [] }, environment };

    await expect(checkPermissions(applying, { ...deps, sts: own })).rejects.toThrow(
      `${roleArn} may not create what is planned`,
    );
    own.destroy();
  });

  it('refuses what the role may not create, and names action, object and type', async () => {
    await grant(
      maySimulate,
      allow(['ec2:Describe*', 'ec2:D*', 'ec2:ModifyVpcAttribute', 'tag:GetResources']),
    );

    const { reason } = await refusal([change('aws_vpc')]);

    const vpc = `arn:aws:ec2:${region}:${account}:vpc/*`;
    expect(reason).toBe(
      `${roleArn} may not create what is planned: it lacks ec2:CreateVpc on ${vpc} (aws_vpc), ec2:CreateTags on ${vpc} (aws_vpc). Nothing was created. Ask the owner of the target to allow these actions (docs/targets.md), then retry.`,
    );
  });

  it('says that a policy of the role itself denies what another one allows', async () => {
    const denied = { Effect: 'Deny', Action: 'ec2:CreateVpc', Resource: '*' };
    await grant(maySimulate, allow(['ec2:*', 'tag:GetResources']), denied);

    const { reason } = await refusal([change('aws_vpc')]);

    expect(reason).toContain(
      'may not create what is planned: a policy of its own denies ec2:CreateVpc on arn:aws:ec2:',
    );
  });

  it('asks for the right to change only what is changed, and to tag only where tags change', async () => {
    const may = ['ec2:Describe*', 'ec2:D*', 'tag:GetResources'];
    const update = (before: object, after: object) => ({
      ...change('aws_vpc'),
      change: { actions: ['update'], before, after },
    });
    await grant(maySimulate, allow([...may, 'ec2:CreateTags']));

    await expect(check([update({ tags: { a: '1' } }, { tags: { a: '2' } })])).resolves.toBeUndefined();
    const { reason } = await refusal([update({ enable_dns_support: true }, { enable_dns_support: false })]);
    expect(reason).toContain('may not change what is planned: it lacks ec2:ModifyVpcAttribute on');
  });

  it("binds a role's policies to the boundary that the plan gives the role", async () => {
    const boundary = `arn:aws:iam::${account}:policy/environments`;
    const bound = { Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } } };
    const role = change('aws_iam_role', { name: names, path: '/', permissions_boundary: boundary });
    const policy = change('aws_iam_role_policy', { role: names, name: 'own' });
    await grant(
      maySimulate,
      allow(ofReceipts),
      allow(['iam:CreateRole', 'iam:PutRolePolicy'], bound),
      allow(['iam:Delete*', 'iam:Get*', 'iam:List*', 'iam:TagRole']),
    );

    await expect(check([role, policy])).resolves.toBeUndefined();
    const unbound = change('aws_iam_role', { name: names, path: '/', permissions_boundary: null });
    const { reason } = await refusal([unbound, policy]);
    expect(reason).toMatch(/it lacks iam:CreateRole on .*, iam:PutRolePolicy on/);
  });

  it('asks for the right to hand over the roles that are planned, each to its service', async () => {
    const passed = (to: string) => ({ Condition: { StringEquals: { 'iam:PassedToService': to } } });
    const definition = change('aws_ecs_task_definition', {
      family: names,
      task_role_arn: `arn:aws:iam::${account}:role/${names}-task`,
    });
    await grant(
      maySimulate,
      allow([...ofReceipts, 'ecs:*']),
      allow('iam:PassRole', passed('events.amazonaws.com')),
    );

    const { reason } = await refusal([definition]);

    expect(reason).toContain(`it lacks iam:PassRole on arn:aws:iam::${account}:role/${names}-task`);
    await grant(
      maySimulate,
      allow([...ofReceipts, 'ecs:*']),
      allow('iam:PassRole', passed('ecs-tasks.amazonaws.com')),
    );
    await expect(check([definition])).resolves.toBeUndefined();
  });

  it('asks nobody about a plan that makes nothing on AWS', async () => {
    const dead = { endpoint: 'http://127.0.0.1:1', region, maxAttempts: 1 };
    const nobody = { iam: new IAMClient(dead), sts: new STSClient(dead) };
    const changes = [change('terraform_data'), change('aws_vpc', {}, ['no-op'])];
    const plan = parsePlan({ terraform_version: '1.11.4', resource_changes: changes });
    const target = { name: 'local', region, regions: [] };

    await expect(checkPermissions({ plan, target, environment }, nobody)).resolves.toBeUndefined();
  });

  it('says that the boundary of the role does not allow what its policies do', async () => {
    const Statement = [maySimulate, allow(['ec2:D*', 'ec2:ModifyVpcAttribute', 'tag:GetResources'])];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Policy } = await deps.iam.send(new CreatePolicyCommand({ PolicyName: 'bounds', PolicyDocument }));
    const bounds = { RoleName: 'maker', PermissionsBoundary: Policy?.Arn };
    await deps.iam.send(new PutRolePermissionsBoundaryCommand(bounds));
    await grant(maySimulate, allow(['ec2:*', 'tag:GetResources']));

    const { reason } = await refusal([change('aws_vpc')]);

    await deps.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'maker' }));
    expect(reason).toMatch(
      /may not create what is planned: its permissions boundary does not allow ec2:CreateVpc on \S+ \(aws_vpc\), ec2:CreateTags on/,
    );
    await expect(check([change('aws_vpc')])).resolves.toBeUndefined();
  });
});

/** What version 1.1.0 of the module did not grant: load balancers ask it in the caller's name, and every receipt asks it. */
const added = ['ec2:DescribeAccountAttributes', 'ec2:DescribeTags', 'ec2:GetSecurityGroupsForVpc'];

async function takeFromPolicy(name: string, actions: string[]): Promise<void> {
  const PolicyArn = `arn:aws:iam::${account}:policy/${provisionerRole}-${name}`;
  const first = new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' });
  const { Document = '' } = (await deps.iam.send(first)).PolicyVersion ?? {};
  const policy = JSON.parse(decodeURIComponent(Document)) as { Statement: { Action: string | string[] }[] };
  const Statement = policy.Statement.map((one) => ({
    ...one,
    Action: [one.Action].flat().filter((action) => !actions.includes(action)),
  }));
  const PolicyDocument = JSON.stringify({ ...policy, Statement });
  await deps.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
}

describe('the role of the module', () => {
  const balancer = change('aws_lb', { name: 'idp-foo-1e071a58', load_balancer_type: 'application' });
  const target = { roleArn: `arn:aws:iam::${account}:role/${provisionerRole}`, region: 'us-east-1' };

  it('makes a load balancer', async () => {
    await makeProvisionerRole(process.cwd(), emulator.url);

    await expect(check([balancer], target)).resolves.toBeUndefined();
  });

  it('makes none with the policies of version 1.1.0, and the refusal names all that they lack', async () => {
    await takeFromPolicy('network', added);

    const { reason } = await refusal([balancer], target);

    const vpc = `arn:aws:ec2:us-east-1:${account}:vpc/*`;
    expect(reason).toBe(
      `${target.roleArn} may not create what is planned: it lacks ec2:DescribeAccountAttributes on * (aws_lb), ec2:GetSecurityGroupsForVpc on ${vpc} (aws_lb); it could create but not destroy what is planned: it lacks ec2:DescribeTags on * (aws_lb). Nothing was created. Ask the owner of the target to allow these actions (docs/targets.md), then retry.`,
    );
  });
});
