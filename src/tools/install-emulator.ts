import { fileURLToPath } from 'node:url';
import { installPython } from './install-python';
import type { Host } from './tool';

/** moto, as the project is tested with, and all that it needs, each with its digests. */
const requirements = fileURLToPath(new URL('python/moto.txt', import.meta.url));

/** Makes a Python environment of our own in `folder` and installs moto there; throws, leaving nothing, if it cannot. */
export function installEmulator(machine: Host, folder: string): Promise<void> {
  return installPython(machine, { folder, requirements, options: [] });
}
