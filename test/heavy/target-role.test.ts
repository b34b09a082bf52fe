import {
  CreatePolicyCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { listNamed, listTagged } from '../../src/local/demo/ask-emulator';
import { credentials, region } from '../../src/local/hub';
import type { HubAnswer } from '../faults/lab/hub-tap';
import type { TestPlane } from '../support/plane/plane';
import { neededByNobody, notGranted, notInNeeds, tapTarget } from '../support/aws/target-calls';
import { openPlane } from '../e2e/open-plane';

const roleArn = 'arn:aws:iam::123456789012:role/leasehold-provisioner';
const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-environment-boundary';
const RoleName = 'leasehold-provisioner';
const denying = { RoleName, PolicyName: 'denying' };

/** What changes the rule, its target, the log group, and the definition of the task, which is made anew. */
const changed = {
  schedule_expression: 'rate(2 hours)',
  cpu: 512,
  memory: 1024,
  log_retention_days: 7,
  retry_attempts: 1,
};

let beforeCreate = 0;
let beforeDestroy = 0;
let trusted = true;
const notTrusted: HubAnswer = {
  status: 403,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(
    `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User is not authorized to perform: sts:AssumeRole on resource: ${roleArn}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  ),
};
const { calls, tap } = tapTarget(({ fields }) =>
  fields.get('Action') === 'AssumeRole' && !trusted ? notTrusted : undefined,
);

let on: TestPlane;
let iam: IAMClient;
beforeAll(async () => {
  on = await openPlane({ through: tap.through });
  iam = new IAMClient({ endpoint: on.plane.targetUrl, region, credentials });
});
afterAll(async () => {
  iam.destroy();
  await tap.close();
});

async function deny(...Action: string[]): Promise<void> {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action, Resource: '*' },
  });
  await iam.send(new PutRolePolicyCommand({ ...denying, PolicyDocument }));
}

async function create(name: string) {
  await on.api.want('POST /environments', {
    body: { name, template: 'scheduled-worker', ttl: '1d', inputs: { nat: 'none' } },
    headers: { 'idempotency-key': `create.${name}` },
  });
  return on.api.settled(name);
}

async function leftOf(life: { name: string; id: string }): Promise<string[]> {
  const named = await listNamed(on.plane.targetUrl, life);
  return [...(await listTagged(on.plane.targetUrl, life)), ...named.flatMap(({ names }) => names)];
}

describe('the role that environments are made with', () => {
  it('makes nothing that it may not destroy, and says which action it lacks', async () => {
    await deny('events:DeleteRule');

    const view = await create('worker');

    expect(view).toMatchObject({ status: 'failed', failure: { class: 'permission' } });
    expect(view.failure?.reason).toMatch(
      /role\/leasehold-provisioner could create but not destroy what is planned: a policy of its own denies events:DeleteRule on arn:aws:events:us-east-1:123456789012:rule\/idp-worker-[0-9a-f]{8}-\* \(aws_cloudwatch_event_rule\)/,
    );
    expect(await leftOf({ name: 'worker', id: view.id })).toEqual([]);
  });

  it('makes nothing of a plan of which it may not make a part', async () => {
    await deny('ecs:CreateCluster', 'ec2:CreateSubnet');

    await on.api.want('POST /environments/worker/retry');
    const view = await on.api.settled('worker');

    expect(view).toMatchObject({ status: 'failed', failure: { class: 'permission' } });
    expect(view.failure?.reason).toMatch(
      /may not create what is planned: a policy of its own denies ec2:CreateSubnet on arn:aws:ec2:us-east-1:123456789012:subnet\/\* \(aws_subnet\).*, ecs:CreateCluster on arn:aws:ecs:us-east-1:123456789012:cluster\/idp-worker-[0-9a-f]{8} \(aws_ecs_cluster\)/,
    );
    expect(await leftOf({ name: 'worker', id: view.id })).toEqual([]);
  });

  it('is bounded, and a refusal says so where its policies would allow the action', async () => {
    await iam.send(new DeleteRolePolicyCommand(denying));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const PermissionsBoundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    const Statement = { Effect: 'Allow', NotAction: 'sqs:CreateQueue', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const narrow = new CreatePolicyCommand({ PolicyName: 'no-queues', PolicyDocument });
    const { Policy } = await iam.send(narrow);
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: Policy?.Arn }));

    await on.api.want('POST /environments/worker/retry');
    const view = await on.api.settled('worker');

    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    expect(view).toMatchObject({ status: 'failed', failure: { class: 'permission' } });
    expect(view.failure?.reason).toMatch(
      /may not create what is planned: its permissions boundary does not allow sqs:CreateQueue on arn:aws:sqs:us-east-1:123456789012:idp-worker-[0-9a-f]{8}-dead-letters \(aws_sqs_queue\)\. Nothing was created/,
    );
    expect(await leftOf({ name: 'worker', id: view.id })).toEqual([]);
  });

  it('makes it once it may', async () => {
    beforeCreate = calls.length;

    await on.api.want('POST /environments/worker/retry');

    expect(await on.api.settled('worker')).toMatchObject({ status: 'ready' });
  });

  it('changes nothing of a plan of which it may not change a part', async () => {
    await deny('events:PutRule');

    await on.api.want('PATCH /environments/worker', { body: { inputs: changed } });
    const { status, lastRun } = await on.api.settled('worker');

    await iam.send(new DeleteRolePolicyCommand(denying));
    expect({ status, class: lastRun?.failure?.class }).toEqual({ status: 'ready', class: 'permission' });
    expect(lastRun?.failure?.reason).toMatch(
      /may not change what is planned: a policy of its own denies events:PutRule on arn:aws:events:us-east-1:123456789012:rule\/idp-worker-[0-9a-f]{8}-schedule \(aws_cloudwatch_event_rule\)\. Nothing was created/,
    );
  });

  it('changes it once it may, and destroys it', async () => {
    await on.api.want('PATCH /environments/worker', { body: { inputs: changed } });
    const { status, plan, lastRun } = await on.api.settled('worker');
    beforeDestroy = calls.length;
    await on.api.want('DELETE /environments/worker');
    await on.api.until('worker', (view) => view.status === 'destroyed');

    expect({ status, result: lastRun?.result, update: plan?.update }).toEqual({
      status: 'ready',
      result: 'applied',
      update: 4,
    });
  });

  it('is who calls the target: nothing but the assuming of the role is done with a key of its own', () => {
    const [assuming, others] = [
      calls.filter(({ fields }) => fields.get('Action') === 'AssumeRole'),
      calls.filter(({ fields }) => fields.get('Action') !== 'AssumeRole'),
    ];

    expect(others.length).toBeGreaterThan(200);
    expect([...new Set(others.map(({ accessKey }) => accessKey.slice(0, 4)))]).toEqual(['ASIA']);
    expect(new Set(assuming.map(({ fields }) => fields.get('RoleArn')))).toEqual(new Set([roleArn]));
    expect(new Set(assuming.map(({ fields }) => fields.get('ExternalId')))).toEqual(
      new Set(['leasehold-local']),
    );
    const sessions = assuming.map(({ fields }) => fields.get('RoleSessionName'));
    expect(sessions.filter((name) => !/^leasehold-[0-9A-HJKMNP-TV-Z]{26}$/.test(name ?? ''))).toEqual([]);
  });

  it('needs nothing that the policies of the module do not grant', async () => {
    const missing = await notGranted(calls, iam);

    expect(missing).toEqual(neededByNobody);
  });

  it('calls nothing while it makes and changes that the tables of needs do not know', () => {
    const missing = notInNeeds(calls.slice(beforeCreate, beforeDestroy), 'create', 'update', 'destroy');

    // Besides those, what is asked before an apply.
    expect(missing).toEqual([
      'iam:GetUser',
      'iam:SimulatePrincipalPolicy',
      'servicequotas:GetServiceQuota',
      'sts:AssumeRole',
      'sts:GetCallerIdentity',
    ]);
  });

  it('calls nothing in a destroy that the table of needs does not know', () => {
    const missing = notInNeeds(calls.slice(beforeDestroy), 'destroy');

    // Besides those, what the network's data source reads: the plan that was applied has read it before.
    expect(missing).toEqual([
      'ec2:DescribeAvailabilityZones',
      'iam:GetUser',
      'sts:AssumeRole',
      'sts:GetCallerIdentity',
    ]);
  });

  it("makes roles only inside the target's boundary", () => {
    const made = calls.filter(({ fields }) => fields.get('Action') === 'CreateRole');

    expect(made.map(({ fields }) => fields.get('PermissionsBoundary'))).toEqual([
      boundary,
      boundary,
      boundary,
    ]);
  });

  it('is named by the failure where it cannot be assumed, with what to do', async () => {
    trusted = false;

    const view = await create('stranger');

    expect(view).toMatchObject({ status: 'failed', failure: { class: 'permission' } });
    expect(view.failure?.reason).toContain(roleArn);
    expect(view.failure?.reason).toContain("must name the runner's role and the target's external id");
    expect(await leftOf({ name: 'stranger', id: view.id })).toEqual([]);
  });
});
