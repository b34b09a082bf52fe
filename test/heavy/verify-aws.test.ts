import { readFileSync } from 'node:fs';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateVpcCommand, DeleteVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ProviderTypes, readProviderTypes } from '../../scripts/type-needs/provider-types';
import { providerTypesFile } from '../../scripts/type-needs/render';
import type { PlannedCreate, PlannedCreates } from '../../src/domain/environment/artifacts';
import { isEmpty } from '../../src/domain/environment/receipt';
import type { Emulator } from '../../src/local/emulator';
import { ResourceTimeline } from '../../src/runner/life/resource-timeline';
import { unprovenCreates } from '../../src/runner/life/unproven-creates';
import { adoptUnaccounted } from '../../src/runner/verify/adopt-unaccounted';
import { plannedCreatesOf } from '../../src/runner/verify/planned-creates';
import { listTagged } from '../../src/runner/verify/witnesses/tagged-resources';
import { targetClient } from '../../src/runner/verify/probe/target-client';
import type { VerifyContext } from '../../src/runner/verify/verify-context';
import { verifyEmpty } from '../../src/runner/verify/witnesses/verify-empty';
import { noEntry } from '../support/aws/as-run';
import { openAwsWorkspace, startEmulator, type AwsWorkspace } from '../support/aws/aws-workspace';

const life = '01JCQZ7W5S8M3V0K2N4B6D8F9G';
const run = '01JCQZ7W5S8M3V0K2N4B6D8F9H';
const now = '2026-01-02T00:00:00.000Z';

const main = `
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "main" }
}
resource "aws_subnet" "this" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.\${count.index}.0/24"
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  tags              = { Name = "subnet-\${count.index}" }
}
resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id
}
resource "aws_route_table_association" "this" {
  route_table_id = aws_route_table.this.id
  subnet_id      = aws_subnet.this[0].id
}
resource "aws_security_group" "this" {
  name   = "tasks"
  vpc_id = aws_vpc.this.id
}
resource "aws_vpc_security_group_ingress_rule" "this" {
  security_group_id = aws_security_group.this.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}
resource "aws_cloudwatch_log_group" "this" {
  name = "/ecs/verify"
}
resource "aws_iam_role" "this" {
  name = "verify-task"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "this" {
  name = "read"
  role = aws_iam_role.this.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = "*" }]
  })
}
resource "aws_sfn_activity" "this" {
  name = "verify-activity"
}
resource "aws_kms_key" "this" {
  deletion_window_in_days = 7
}
resource "aws_ecs_cluster" "this" {
  name = "verify"
}
resource "aws_ecs_task_definition" "this" {
  family                   = "verify"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "app", image = "nginx", essential = true }])
}
resource "aws_ecs_service" "this" {
  name            = "verify"
  cluster         = aws_ecs_cluster.this.arn
  task_definition = aws_ecs_task_definition.this.arn
  launch_type     = "FARGATE"
  desired_count   = 0
  network_configuration {
    subnets = aws_subnet.this[*].id
  }
}
resource "terraform_data" "this" {
  input = "no witness needed"
}
`;

/** What a kill in the middle of an apply leaves out of the state although it exists. */
const lost = [
  'aws_subnet.this',
  'aws_security_group.this',
  'aws_vpc_security_group_ingress_rule.this',
  'aws_route_table_association.this',
  'aws_iam_role.this',
  'aws_iam_role_policy.this',
  'aws_cloudwatch_log_group.this',
  'aws_ecs_cluster.this',
  'aws_ecs_service.this',
];

function without(state: string, addresses: string[]): string {
  const parsed = JSON.parse(state) as { resources: { type: string; name: string }[] };
  const resources = parsed.resources.filter(({ type, name }) => !addresses.includes(`${type}.${name}`));
  return JSON.stringify({ ...parsed, resources });
}

describe('a life on an emulated AWS', () => {
  let emulator: Emulator;
  let workspace: AwsWorkspace;
  let creates: PlannedCreates;
  const states: string[] = [];

  const context = (): VerifyContext => ({
    terraform: workspace.terraform,
    target: workspace.target,
    life: { name: 'foo', id: life },
    began: now,
    stateVersions: () => states.map((text) => new TextEncoder().encode(text)),
    plannedCreates: () => Promise.resolve([creates]),
    clock: () => now,
    log: (line) => workspace.lines.push(line),
    access: { target: workspace.target, sessionName: 'test', enter: noEntry },
    recheckDelaysMs: [10],
  });
  const plannedRole = (address: string, known: PlannedCreate['known']): PlannedCreate => {
    const role = creates.creates.find(({ type }) => type === 'aws_iam_role');
    return { ...role!, address, known, references: {} };
  };

  beforeAll(async () => {
    emulator = await startEmulator();
    workspace = await openAwsWorkspace(emulator, life, main);
    creates = plannedCreatesOf(await workspace.apply(), { run, serial: 0 });
  });
  afterAll(async () => {
    await workspace?.remove();
    await emulator?.close();
  });

  it('adopts at its address what a killed apply made unseen, and names what nobody can find', async () => {
    const cut = without(await workspace.readState(), lost);
    await workspace.writeState(cut);
    states.push(cut);
    const unseen = plannedRole('aws_iam_role.prefixed', { name_prefix: 'verify-' });
    const never = plannedRole('aws_iam_role.never', { name: 'verify-never' });
    creates.creates.push(unseen, never);

    const { adopted, unaccounted } = await adoptUnaccounted(context());

    states.push(await workspace.readState());
    const addresses = adopted.map(({ address }) => address).sort();
    expect(addresses).toEqual([
      'aws_cloudwatch_log_group.this',
      'aws_ecs_cluster.this',
      'aws_ecs_service.this',
      'aws_iam_role.this',
      'aws_iam_role_policy.this',
      'aws_security_group.this',
      'aws_subnet.this[0]',
      'aws_subnet.this[1]',
      'aws_vpc_security_group_ingress_rule.this',
    ]);
    expect(unaccounted).toEqual([
      {
        address: 'aws_iam_role.prefixed',
        type: 'aws_iam_role',
        plannedName: 'verify-',
        why: 'its id is unknown, and the tagging API does not list its type',
      },
    ]);
  });

  it('proves a destroyed life empty, and names each terminal state that AWS still lists', async () => {
    await workspace.destroy();
    states.push(await workspace.readState());

    const evidence = await verifyEmpty(context());

    const found = new Map(evidence.checked.map(({ address, found: what }) => [address, what]));
    expect(isEmpty({ checked: evidence.checked } as Parameters<typeof isEmpty>[0])).toBe(true);
    expect(evidence.unchecked).toEqual([]);
    expect(evidence.regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(evidence.blindTypes).toEqual(['aws_iam_role', 'aws_iam_role_policy']);
    expect(evidence.derivedTypes).toEqual(['aws_sfn_activity']);
    expect(found.get('aws_sfn_activity.this')).toBe('gone');
    expect(found.get('aws_vpc.this')).toBe('gone');
    expect(found.get('aws_iam_role.this')).toBe('gone');
    expect(found.get('aws_ecs_task_definition.this')).toBe('terminal');
    const key = evidence.checked.find(({ type }) => type === 'aws_kms_key');
    expect(key).toMatchObject({ found: 'terminal', note: expect.stringContaining('2026-01-09') as string });
    expect(found.has('terraform_data.this')).toBe(false);
    const listed = await listTagged(
      { target: workspace.target, sessionName: 'test', enter: noEntry },
      'eu-west-1',
      life,
    );
    const terminal = evidence.checked.filter((one) => one.found === 'terminal');
    expect(listed.length).toBeGreaterThan(0);
    expect(terminal.length).toBeGreaterThanOrEqual(listed.length);
  });

  it('has the provider from whose types needs are derived', async () => {
    const known = ProviderTypes.parse(JSON.parse(readFileSync(providerTypesFile, 'utf8')));
    const printed = await workspace.terraform.capture(['providers', 'schema', '-json']);

    expect(readProviderTypes(JSON.parse(printed), known.provider)).toEqual(known);
  });

  it('reports what somebody made with the life’s tag and no state held', async () => {
    const ec2 = new EC2Client(
      targetClient({ target: workspace.target, sessionName: 'test', enter: noEntry }, 'ec2', 'eu-west-1'),
    );
    const tags = [{ Key: 'idp:environment-id', Value: life }];
    const command = {
      CidrBlock: '10.9.0.0/16',
      TagSpecifications: [{ ResourceType: 'vpc' as const, Tags: tags }],
    };
    const { Vpc } = await ec2.send(new CreateVpcCommand(command));

    const evidence = await verifyEmpty(context());

    await ec2.send(new DeleteVpcCommand({ VpcId: Vpc?.VpcId }));
    ec2.destroy();
    const remaining = evidence.checked.filter(({ found }) => found === 'remaining');
    expect(remaining).toEqual([
      expect.objectContaining({
        type: 'aws_vpc',
        witness: 'tagging-api',
        id: expect.stringContaining(Vpc?.VpcId ?? '') as string,
      }),
    ]);
  });
});

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } },
  ],
});
const takenNames = `
resource "aws_cloudwatch_log_group" "app" { name = "/ecs/idp-e14" }
resource "aws_ecr_repository" "app" { name = "idp-e14" }
resource "aws_iam_role" "app" {
  name               = "idp-e14"
  assume_role_policy = jsonencode(${trust})
}
resource "aws_ecs_cluster" "app" { name = "idp-e14" }
`;
const taken = ['aws_cloudwatch_log_group.app', 'aws_ecr_repository.app', 'aws_iam_role.app'];

describe('a life whose names somebody else has already', () => {
  let emulator: Emulator;
  let workspace: AwsWorkspace;
  let planned: PlannedCreates;
  const timeline = new ResourceTimeline(() => now);

  /** Looks for what `creates` may have made, in the life that the workspace's states are of. */
  const lookFor = async (creates: PlannedCreates) => {
    const state = new TextEncoder().encode(await workspace.readState());
    return adoptUnaccounted({
      terraform: workspace.terraform,
      target: workspace.target,
      life: { name: 'e14', id: life },
      began: now,
      stateVersions: () => [state],
      plannedCreates: () => Promise.resolve([creates]),
      clock: () => now,
      log: (line) => workspace.lines.push(line),
      access: { target: workspace.target, sessionName: 'test', enter: noEntry },
    });
  };

  beforeAll(async () => {
    emulator = await startEmulator();
    workspace = await openAwsWorkspace(emulator, life, takenNames);
    const access = { target: workspace.target, sessionName: 'test', enter: noEntry };
    const { region } = workspace.target;
    await new CloudWatchLogsClient(targetClient(access, 'logs', region)).send(
      new CreateLogGroupCommand({ logGroupName: '/ecs/idp-e14' }),
    );
    await new ECRClient(targetClient(access, 'ecr', region)).send(
      new CreateRepositoryCommand({ repositoryName: 'idp-e14' }),
    );
    await new IAMClient(targetClient(access, 'iam', region)).send(
      new CreateRoleCommand({ RoleName: 'idp-e14', AssumeRolePolicyDocument: trust }),
    );
    await workspace.terraform.plan('change');
    planned = plannedCreatesOf(await workspace.terraform.showPlan(), { run, serial: 0 });
    const failed = workspace.terraform.apply((message) => timeline.observe(message));
    await expect(failed).rejects.toThrow('exist');
  });
  afterAll(async () => {
    await workspace?.remove();
    await emulator?.close();
  });

  it('knows from what AWS says which creates it refused for their names', () => {
    expect(timeline.refused().sort()).toEqual(taken);
  });

  it('has nothing unaccounted: what stands there is tagged as it is made, and bears no tag of the life', async () => {
    const state = new TextEncoder().encode(await workspace.readState());

    const { adopted, unaccounted, notOurs = [] } = await lookFor(unprovenCreates(planned, timeline, state));

    expect([adopted, unaccounted]).toEqual([[], []]);
    expect(notOurs.map(({ address, id }) => `${address} ${id}`).sort()).toEqual([
      'aws_cloudwatch_log_group.app /ecs/idp-e14',
      'aws_ecr_repository.app idp-e14',
      'aws_iam_role.app idp-e14',
    ]);
  });

  it('keeps them unaccounted, with what was found, where the answer may have been lost', async () => {
    const creates = planned.creates.filter(({ address }) => taken.includes(address));

    const { unaccounted } = await lookFor({ ...planned, creates });

    expect(unaccounted.map(({ address }) => address).sort()).toEqual(taken);
    expect(unaccounted.find(({ type }) => type === 'aws_iam_role')?.why).toBe(
      'idp-e14 exists, but it is unclear whether this life created it',
    );
  });
});
