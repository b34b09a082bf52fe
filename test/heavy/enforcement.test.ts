import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { provisionerRole } from '../../src/local/roles/provisioner-role';
import type { JudgedCall } from '../../src/emulators/authorize/judge-call';
import { listNamed, listTagged } from '../../src/local/demo/ask-emulator';
import { credentials, nameHere, region } from '../../src/local/hub';
import { runsRole } from '../../src/plane/names';
import { everySimulationAllowed } from '../support/aws/permissions/every-simulation-allowed';
import { runTask, stateOfTask } from '../support/aws/ecs-task';
import { tapTarget } from '../support/aws/target-calls';
import type { TestPlane } from '../support/plane/plane';
import { openPlane } from '../e2e/open-plane';

/** What the role lacked before it was read against AWS's documents. */
const lacking = [
  'ec2:GetSecurityGroupsForVpc',
  'ec2:DescribeAccountAttributes',
  'ec2:DescribeTags',
  'rds:DescribeDBSnapshots',
];
const asBefore = { RoleName: provisionerRole, PolicyName: 'as-before' };

let isPreflightOn = false;
const { tap } = tapTarget(({ action, fields }) =>
  !isPreflightOn && action === 'iam:SimulatePrincipalPolicy' ? everySimulationAllowed(fields) : undefined,
);
const judged: JudgedCall[] = [];
let on: TestPlane;
let iam: IAMClient;
let ecs: ECSClient;
beforeAll(async () => {
  on = await openPlane({ through: tap.through, onTargetCall: (one) => judged.push(one) });
  iam = new IAMClient({ endpoint: on.plane.targetUrl, region, credentials });
  ecs = new ECSClient({ endpoint: on.plane.targetUrl, region, credentials });
  const Statement = { Effect: 'Deny', Action: lacking, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ ...asBefore, PolicyDocument }));
});
afterAll(async () => {
  iam.destroy();
  ecs.destroy();
  await tap.close();
});

async function create(name: string) {
  await on.api.want('POST /environments', {
    body: { name, template: 'api-service', ttl: '1d', inputs: { nat: 'none' } },
    headers: { 'idempotency-key': `create.${name}` },
  });
  return on.api.settled(name);
}

async function leftOf(life: { name: string; id: string }): Promise<string[]> {
  const named = await listNamed(on.plane.targetUrl, life);
  return [...(await listTagged(on.plane.targetUrl, life)), ...named.flatMap(({ names }) => names)];
}

async function clusterOf(name: string): Promise<string> {
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand());
  const found = clusterArns.find((arn) => arn.includes(`/idp-${name}`));
  if (found === undefined) throw new Error(`'${name}' has none of ${clusterArns.join(', ')}`);
  return found;
}

const refusedActions = () => [
  ...new Set(judged.flatMap(({ refusal }) => /perform: (\S+)/.exec(refusal?.message ?? '')?.[1] ?? [])),
];

describe('a target that refuses as AWS does', () => {
  it('is asked before anything is made, and the refusal names what the role lacks', async () => {
    isPreflightOn = true;

    const view = await create('asked');

    isPreflightOn = false;
    expect(view).toMatchObject({ status: 'failed', failure: { class: 'permission' } });
    for (const action of ['ec2:GetSecurityGroupsForVpc', 'ec2:DescribeAccountAttributes'])
      expect(view.failure?.reason).toContain(action);
    expect(await leftOf({ name: 'asked', id: view.id })).toEqual([]);
  });

  it('refuses the load balancer of a role that may not look at the network for it, were it not asked before', async () => {
    const view = await create('blind');

    expect(view).toMatchObject({ status: 'failed', failure: { class: 'permission' } });
    expect(view.failure?.reason).toMatch(/CreateLoadBalancer.*not authorized to perform: ec2:/s);
    expect(refusedActions()).toContain('ec2:DescribeAccountAttributes');
  });

  it('leaves the destroy stuck for want of a right, which names the right', async () => {
    await on.api.want('DELETE /environments/blind');
    const view = await on.api.until('blind', ({ status }) => ['stuck', 'destroyed'].includes(status));

    expect(view).toMatchObject({ status: 'stuck', destruction: { failure: { class: 'permission' } } });
    expect(view.destruction?.failure?.reason).toContain('ec2:DescribeTags');
  });

  it('lets it go once the role has the right, with the task that a schedule has started meanwhile', async () => {
    const cluster = await clusterOf('blind');
    const task = await runTask(ecs, { cluster });
    await iam.send(new DeleteRolePolicyCommand(asBefore));

    await on.api.want('POST /environments/blind/retry');
    const view = await on.api.until('blind', ({ status }) => status === 'destroyed');

    expect(view).toMatchObject({ destruction: { attempts: 2 } });
    expect(view.receipt).toBeDefined();
    expect(await stateOfTask(ecs, cluster, task)).toBe('STOPPED');
  });

  it("was called by nobody of the run but the provisioner's sessions", () => {
    const called = judged.filter(({ holder }) => holder?.kind !== 'owner');
    const roleOf = ({ holder }: JudgedCall) => (holder?.kind === 'session' ? holder.role : 'no session');
    const byOthers = called.filter((one) => roleOf(one) !== provisionerRole);

    expect(called.length).toBeGreaterThan(200);
    expect([...new Set(byOthers.map(({ service, operation }) => `${service}:${operation.name}`))]).toEqual([
      'sts:AssumeRole',
    ]);
    expect([...new Set(byOthers.map(roleOf))]).toEqual([nameHere(runsRole)]);
  });
});
