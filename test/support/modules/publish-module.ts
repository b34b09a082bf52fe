import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFolder } from '../../../src/tools/read-folder';
import type { TestPlane } from '../plane/plane';
import type { ModuleLife } from './module-life';
import { openModuleServer } from './module-server';
import { publishFiles } from './publish-files';

const fixtures = 'test/fixtures/registry-modules';
const sharedLock = 'modules/.terraform.lock.hcl';

/** The name of the template that a module is. */
export const templateOf = (name: string): string => `module-${name}`;

/** Where the releases of modules lie below LEASEHOLD_MODULES, and the plane that they are published onto. */
export interface PublishModule {
  releases: string;
  plane: TestPlane['plane'];
}

/**
 * Publishes a template that is a manifest alone, of a release that a registry on loopback serves as it was fetched; returns why
 * it was refused, if it was. The registry is gone when this returns.
 */
export async function publishModule(
  name: string,
  { release, version }: ModuleLife,
  { releases, plane }: PublishModule,
): Promise<readonly string[]> {
  const server = await openModuleServer();
  try {
    server.release(
      `terraform-aws-modules/${release}/aws`,
      version,
      Object.fromEntries(await readFolder(join(releases, release))),
    );
    const files = new Map([
      [`templates/${templateOf(name)}/template.yaml`, await readFile(join(fixtures, name, 'template.yaml'))],
      [sharedLock, await readFile(join('terraform', sharedLock))],
    ]);
    return await publishFiles(files, {
      hub: plane.hubUrl,
      registry: `${server.url}/v1/modules`,
      isProven: true,
    });
  } finally {
    await server.stop();
  }
}
