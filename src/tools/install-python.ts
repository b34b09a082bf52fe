import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { executableFolders, findExecutables } from './find-executable';
import { runCommand } from './run-command';
import type { Host } from './tool';

const venvTimeoutMs = 60_000;
const pipTimeoutMs = 5 * 60_000;
/** Nothing is installed whose digest is not listed, and nothing is built, since a build fetches what no list names. */
const provenOnly = ['--require-hashes', '--only-binary=:all:'];

/** Where an environment is made, the file that lists with its digests what is installed, and further options of pip's. */
export interface PythonEnvironment {
  folder: string;
  requirements: string;
  options: readonly string[];
}

/** Makes a Python environment of our own and installs there what is listed; throws, leaving nothing, if it cannot. */
export async function installPython(machine: Host, wanted: PythonEnvironment): Promise<void> {
  const { folder, requirements, options } = wanted;
  const [python] = findExecutables('python3', executableFolders(machine));
  if (!python) throw new Error('no python3 found');
  await rm(folder, { recursive: true, force: true });
  try {
    await run(machine, { path: python, args: ['-m', 'venv', folder], timeoutMs: venvTimeoutMs });
    const network = ['--disable-pip-version-check', '--timeout', '5', '--retries', '1'];
    await run(machine, {
      path: join(folder, 'bin/pip'),
      args: ['install', ...network, ...provenOnly, ...options, '--requirement', requirements],
      timeoutMs: pipTimeoutMs,
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function run(machine: Host, step: { path: string; args: string[]; timeoutMs: number }): Promise<void> {
  const result = await runCommand({ ...step, env: machine.env });
  if (!result.ok) throw new Error(`${step.path} ${step.args.slice(0, 2).join(' ')}: ${result.output}`);
}
