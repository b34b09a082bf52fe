import type { Publication } from '../operations/template/publish-catalog';
import { makeHub } from './hub';
import type { HubSettings } from './hub-environment';
import { makeImageRepositories } from './image-projects';
import type { PlaneOptions } from './plane-options';
import { publishSettings } from './publish-settings';
import { publishTemplates } from './publish-templates';
import { makeRunsRole } from './roles/runs-role';

/** Makes everything in the hub's stores that a deployment makes on AWS, as far as it is not there, and publishes the catalog. */
export async function furnishHub(
  options: PlaneOptions,
  stores: { dynamoDb: string; emulator: string },
  settings: HubSettings,
): Promise<Publication> {
  await makeHub(stores);
  const targetRoles = settings.targets.flatMap(({ roleArn }) => roleArn ?? []);
  await makeRunsRole(stores.emulator, options.imageRepositories, targetRoles);
  await makeImageRepositories(settings.imageRepositories, stores.emulator);
  const [publication] = await Promise.all([
    publishTemplates(options, stores.emulator),
    publishSettings(settings, stores.emulator),
  ]);
  return publication;
}
