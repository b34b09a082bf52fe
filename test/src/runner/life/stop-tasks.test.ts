import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateClusterCommand, DeleteClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { classifyText } from '../../../../src/bundle/terraform/classify-failure';
import type { Emulator } from '../../../../src/local/emulator';
import type { Target } from '../../../../src/config/target';
import { region } from '../../../../src/local/hub';
import type { Front } from '../../../../src/emulators/front/start-front';
import { clustersDeletedBy, stopTasks } from '../../../../src/runner/life/stop-tasks';
import { runsKey } from '../../../support/aws/as-run';
import { startEmulator } from '../../../support/aws/aws-workspace';
import { runTask, stateOfTask } from '../../../support/aws/ecs-task';
import { startGuardedTarget } from '../../../support/aws/guarded-target';
import { startOwnedFront } from '../../../support/aws/owned-front';
import { refuse, startScripted } from '../../../support/aws/scripted-service';

let emulator: Emulator;
let front: Front;
let ecs: ECSClient;

beforeAll(async () => {
  emulator = await startEmulator();
  front = await startOwnedFront(emulator.url);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  ecs = new ECSClient({ endpoint: front.url, region, credentials });
}, 60_000);
afterAll(async () => {
  ecs.destroy();
  await front.close();
  await emulator.close();
});

async function makeCluster(clusterName: string): Promise<string> {
  const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName }));
  return cluster?.clusterArn ?? '';
}

async function stopIn(...clusters: string[]): Promise<string[]> {
  const lines: string[] = [];
  await stopTasks(clusters, { ecs, run: '01RUN', log: (line) => lines.push(line) });
  return lines;
}

it('frees a cluster that ECS keeps for a task which no service has', async () => {
  const cluster = await makeCluster('idp-web');
  const task = await runTask(ecs, { cluster });
  const kept = await ecs
    .send(new DeleteClusterCommand({ cluster }))
    .catch((error: unknown) => error as Error);

  const lines = await stopIn(cluster);

  expect(kept).toMatchObject({
    name: 'ClusterContainsTasksException',
    message: 'The Cluster cannot be deleted while Tasks are active.',
  });
  expect(lines).toEqual([`Stopped 1 task of ${cluster} that no service manages.`]);
  expect(await stateOfTask(ecs, cluster, task)).toBe('STOPPED');
  await expect(ecs.send(new DeleteClusterCommand({ cluster }))).resolves.toMatchObject({
    cluster: { status: 'INACTIVE' },
  });
});

it('touches neither the tasks of a service, which would start others, nor any other cluster', async () => {
  const cluster = await makeCluster('idp-api');
  const other = await makeCluster('idp-other');
  const ofService = await runTask(ecs, { cluster, group: 'service:api' });
  const elsewhere = await runTask(ecs, { cluster: other });

  const lines = await stopIn(cluster);

  expect(lines).toEqual([]);
  expect(await stateOfTask(ecs, cluster, ofService)).toBe('RUNNING');
  expect(await stateOfTask(ecs, other, elsewhere)).toBe('RUNNING');
});

it('may do so in the clusters of environments with the rights of the provisioner, and in no other', async () => {
  const guarded = await startGuardedTarget(emulator.url);
  const own = await makeCluster('idp-mine');
  const foreign = await makeCluster('others');
  const [ownTask, foreignTask] = await Promise.all(
    [own, foreign].map((cluster) => runTask(ecs, { cluster })),
  );
  const { endpoint } = guarded.target;
  const provisioner = new ECSClient({ endpoint, region, credentials: await assume(guarded.target) });

  const lines: string[] = [];
  await stopTasks([own, foreign], { ecs: provisioner, run: '01RUN', log: (line) => lines.push(line) });

  expect(await stateOfTask(ecs, own, ownTask ?? '')).toBe('STOPPED');
  expect(await stateOfTask(ecs, foreign, foreignTask ?? '')).toBe('RUNNING');
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^The tasks of .*others were not stopped.*not authorized to perform: ecs:ListTasks/,
    ),
  );
  provisioner.destroy();
  await guarded.close();
});

/** A session of the provisioner, as the runner opens one. */
async function assume({ roleArn, externalId, endpoint = '' }: Target) {
  const sts = new STSClient({ endpoint, region, credentials: runsKey });
  const asked = { RoleArn: roleArn, ExternalId: externalId, RoleSessionName: 'test' };
  const { Credentials: session } = await sts.send(new AssumeRoleCommand(asked));
  sts.destroy();
  return {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  };
}

describe('where ECS does not let it', () => {
  const arn = 'arn:aws:ecs:us-east-1:123456789012:cluster/idp-web';
  const stopWith = async (type: string) => {
    const service = await startScripted(
      { targetPrefix: 'AmazonEC2ContainerServiceV20141113', contentType: 'application/x-amz-json-1.1' },
      { ListTasks: () => refuse(type) },
    );
    const client = new ECSClient(service.client);
    const lines: string[] = [];
    try {
      await stopTasks([arn], { ecs: client, run: '01RUN', log: (line) => lines.push(line) });
      return lines;
    } finally {
      client.destroy();
      await service.close();
    }
  };

  it('passes over a cluster that is gone', async () => {
    expect(await stopWith('ClusterNotFoundException')).toEqual([]);
  });

  it('says so where its role may not, and leaves the refusal to ECS', async () => {
    expect(await stopWith('AccessDeniedException')).toEqual([
      `The tasks of ${arn} were not stopped: AccessDeniedException as scripted`,
    ]);
  });

  it('hands on any other trouble', async () => {
    await expect(stopWith('ServerException')).rejects.toThrow('as scripted');
  });
});

it('concerns the clusters that a plan deletes or replaces, and no others', () => {
  const change = (name: string, actions: string[], more: object = {}) => ({
    address: `aws_ecs_cluster.${name}`,
    mode: 'managed',
    type: 'aws_ecs_cluster',
    name,
    provider_name: 'aws',
    change: { actions, before: { name, arn: `arn:${name}` } },
    ...more,
  });
  const plan = parsePlan({
    terraform_version: '1.11.4',
    resource_changes: [
      change('gone', ['delete']),
      change('replaced', ['delete', 'create']),
      change('changed', ['update']),
      change('read', ['delete'], { mode: 'data' }),
      change('service', ['delete'], { type: 'aws_ecs_service' }),
    ],
  });

  expect(clustersDeletedBy(plan)).toEqual(['arn:gone', 'arn:replaced']);
});

it.each([
  'ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.',
  'ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.',
  'ClusterContainsContainerInstancesException: The Cluster cannot be deleted while Container Instances are active or draining.',
])('is tried again after %s', (said) => {
  expect(
    classifyText(`deleting ECS Cluster (arn:aws:ecs:x): operation error ECS: DeleteCluster, ${said}`),
  ).toBe('dependency');
});
