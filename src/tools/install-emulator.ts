import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { executableFolders, findExecutables } from './find-executable';
import { runCommand } from './run-command';
import type { Host } from './tool';

/** The emulator that the project is tested with. */
export const motoRequirement = 'moto[server]==5.2.1';

const venvTimeoutMs = 60_000;
const pipTimeoutMs = 5 * 60_000;

/** Makes a Python environment of our own in `folder` and installs moto there; throws, leaving nothing, if it cannot. */
export async function installEmulator(machine: Host, folder: string): Promise<void> {
  const [python] = findExecutables('python3', executableFolders(machine));
  if (!python) throw new Error('no python3 found');
  await rm(folder, { recursive: true, force: true });
  try {
    await run(machine, { path: python, args: ['-m', 'venv', folder], timeoutMs: venvTimeoutMs });
    await run(machine, {
      path: join(folder, 'bin/pip'),
      args: ['install', '--disable-pip-version-check', '--timeout', '5', '--retries', '1', motoRequirement],
      timeoutMs: pipTimeoutMs,
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function run(machine: Host, step: { path: string; args: string[]; timeoutMs: number }) {
  const result = await runCommand({ ...step, env: machine.env });
  if (!result.ok) throw new Error(`${step.path} ${step.args.slice(0, 2).join(' ')}: ${result.output}`);
}
