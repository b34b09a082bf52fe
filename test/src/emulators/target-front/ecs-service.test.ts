import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { Front } from '../../../../src/emulators/front/start-front';
import { ownersKey, startOwnedFront } from '../../../support/aws/owned-front';
import { type HubBuckets, startHubBuckets } from '../../../support/aws/hub-buckets';

let emulator: HubBuckets;
let front: Front;
let ecs: ECSClient;

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  ecs = new ECSClient({ endpoint: front.url, region: 'us-east-1', credentials: ownersKey, maxAttempts: 1 });
  await ecs.send(new CreateClusterCommand({ clusterName: 'all' }));
  const containerDefinitions = [{ name: 'web', image: 'nginx', memory: 64 }];
  await ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
});
afterAll(async () => {
  ecs.destroy();
  await front.close();
  await emulator.close();
});

const service = { cluster: 'all', taskDefinition: 'web', desiredCount: 0 };

async function settingsOf(name: string) {
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster: 'all', services: [name] }));
  const [one] = services.filter(({ status }) => status === 'ACTIVE');
  return [one?.availabilityZoneRebalancing, one?.enableECSManagedTags, one?.healthCheckGracePeriodSeconds];
}

describe('a service on the emulator', () => {
  it('is described with the settings that it was given, and by no others', async () => {
    const settings = { availabilityZoneRebalancing: 'DISABLED' as const, enableECSManagedTags: true };
    const made = await ecs.send(new CreateServiceCommand({ ...service, ...settings, serviceName: 'one' }));
    await ecs.send(new CreateServiceCommand({ ...service, serviceName: 'other' }));

    expect(made.service).toMatchObject(settings);
    expect(await settingsOf('one')).toEqual(['DISABLED', true, undefined]);
    expect(await settingsOf('other')).toEqual([undefined, undefined, undefined]);
  });

  it('keeps what a change does not name, and is new when it is made anew', async () => {
    const given = { ...service, serviceName: 'changed' };
    await ecs.send(new CreateServiceCommand({ ...given, enableECSManagedTags: true }));
    const change = { cluster: 'all', service: 'changed', healthCheckGracePeriodSeconds: 30 };
    await ecs.send(new UpdateServiceCommand(change));
    const changed = await settingsOf('changed');
    await ecs.send(new DeleteServiceCommand({ cluster: 'all', service: 'changed', force: true }));
    await ecs.send(new CreateServiceCommand(given));

    expect(changed).toEqual([undefined, true, 30]);
    expect(await settingsOf('changed')).toEqual([undefined, undefined, undefined]);
  });

  it('completes a deployment that is forced, which is a new one, and is in progress before', async () => {
    await ecs.send(new CreateServiceCommand({ ...service, desiredCount: 1, serviceName: 'forced' }));
    const of = { cluster: 'all', service: 'forced' };
    const rollouts = async () => {
      const { services = [] } = await ecs.send(
        new DescribeServicesCommand({ cluster: 'all', services: ['forced'] }),
      );
      return (services[0]?.deployments ?? []).map(({ id, rolloutState }) => [id, rolloutState]);
    };
    const [[first]] = (await rollouts()) as [[string, string]];

    const { service: forced } = await ecs.send(new UpdateServiceCommand({ ...of, forceNewDeployment: true }));
    const id = forced?.deployments?.[0]?.id;

    expect(id).not.toBe(first);
    expect(await rollouts()).toEqual([[id, 'IN_PROGRESS']]);
    while ((await rollouts())[0]?.[1] !== 'COMPLETED')
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await rollouts()).toEqual([[id, 'COMPLETED']]);
  });
});
