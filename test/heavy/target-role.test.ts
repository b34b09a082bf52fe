import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { listNamed, listTagged } from '../../src/local/demo/ask-emulator';
import { credentials, region } from '../../src/local/hub';
import type { HubAnswer } from '../faults/lab/hub-tap';
import type { TestPlane } from '../support/plane/plane';
import { neededByNobody, notGranted, notInNeeds, tapTarget } from '../support/aws/target-calls';
import { openPlane } from '../e2e/open-plane';

const roleArn = 'arn:aws:iam::123456789012:role/leasehold-provisioner';
const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-environment-boundary';
const withoutDelete = { RoleName: 'leasehold-provisioner', PolicyName: 'without-delete' };

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
    const Statement = { Effect: 'Deny', Action: 'events:DeleteRule', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ ...withoutDelete, PolicyDocument }));

    const view = await create('worker');

    expect(view).toMatchObject({ status: 'failed', failure: { class: 'permission' } });
    expect(view.failure?.reason).toMatch(
      /role\/leasehold-provisioner could make what it may not destroy: it lacks events:DeleteRule on arn:aws:events:us-east-1:123456789012:rule\/idp-worker-[0-9a-f]{8}-\* \(aws_cloudwatch_event_rule\)/,
    );
    expect(await leftOf({ name: 'worker', id: view.id })).toEqual([]);
  });

  it('makes it once it may, and destroys it', async () => {
    await iam.send(new DeleteRolePolicyCommand(withoutDelete));

    await on.api.want('POST /environments/worker/retry');
    const { status } = await on.api.settled('worker');
    beforeDestroy = calls.length;
    await on.api.want('DELETE /environments/worker');
    await on.api.until('worker', (view) => view.status === 'destroyed');

    expect(status).toBe('ready');
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
