import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { executableFolders, findExecutables, isExecutable } from './find-executable';
import { runCommand } from './run-command';
import type { FoundTool, Host, Tool } from './tool';

/** An emulator to adopt by its URL, or a program to start (`path` with `args`, to which host and port are added). */
export type FoundEmulator = FoundTool & ({ kind: 'url' } | { kind: 'program'; args: readonly string[] });

const toolName = 'AWS emulator';
const howToGet =
  "install moto (`pip install 'moto[server]==5.2.1'`), or set LEASEHOLD_EMULATOR_URL to a running AWS emulator";
const importTimeoutMs = 20_000;
/** Imports the server, because moto without its `[server]` extra has the program and cannot run it. */
const printVersion = 'import moto.server, importlib.metadata as m; print(m.version("moto"))';

/** Folder of a Python environment with moto that was made by us. */
export function installedEmulatorFolder(toolsDir: string): string {
  return join(toolsDir, 'moto-5.2.1');
}

/** Finds an AWS emulator: LEASEHOLD_EMULATOR_URL alone if it is set, else `moto_server`, else a Python that has moto. */
export async function findEmulator(machine: Host, toolsDir: string): Promise<Tool<FoundEmulator>> {
  const url = machine.env['LEASEHOLD_EMULATOR_URL'];
  if (url) return report({ kind: 'url', path: url, version: 'by URL' });

  const folders = executableFolders(machine, pythonFolders(machine, toolsDir));
  for (const path of findExecutables('moto_server', folders)) {
    const version = await readMotoVersion(interpreterOf(path), machine);
    if (version) return report({ kind: 'program', path, args: [], version });
  }
  for (const path of findExecutables('python3', folders)) {
    const version = await readMotoVersion(path, machine);
    if (version) return report({ kind: 'program', path, args: ['-m', 'moto.server'], version });
  }
  return report(null);
}

/** Where pip, a virtual environment or pipx put programs without touching PATH. */
function pythonFolders({ env, home }: Host, toolsDir: string): string[] {
  const active = env['VIRTUAL_ENV'] ? [join(env['VIRTUAL_ENV'], 'bin')] : [];
  const pipx = join(home, '.local/share/pipx/venvs/moto/bin');
  return [...active, join(installedEmulatorFolder(toolsDir), 'bin'), pipx];
}

/** The Python behind a script: its shebang's, or the neighbour's where a version manager wraps the script in a shell. */
function interpreterOf(script: string): string {
  const shebang = /^#!\s*(\S+)/.exec(readFileSync(script, 'utf8'))?.[1] ?? '';
  return shebang.includes('python') && isExecutable(shebang) ? shebang : join(dirname(script), 'python3');
}

async function readMotoVersion(python: string, machine: Host): Promise<string | undefined> {
  const args = ['-c', printVersion];
  const result = await runCommand({ path: python, args, env: machine.env, timeoutMs: importTimeoutMs });
  return result.ok ? result.output.trim() : undefined;
}

function report(found: FoundEmulator | null): Tool<FoundEmulator> {
  return { name: toolName, found, howToGet };
}
