import { join } from 'node:path';
import { equipMachine } from '../../src/tools/equip-machine';
import { installedEmulatorFolder } from '../../src/tools/find-emulator';
import { executableFolders, findExecutables } from '../../src/tools/find-executable';
import { runCommand } from '../../src/tools/run-command';
import { describeTool, type Host, type Tool } from '../../src/tools/tool';
import { findBrowser } from './find-browser';

/** Programs of every usual system that the tests start by their bare names. */
const systemPrograms = ['bash', 'git', 'ps'];

/** Where tools that were fetched lie in a clone. */
export function toolsFolder(root: string): string {
  return join(root, '.leasehold', 'tools');
}

/**
 * Finds everything the tests need besides Node, fetches into `.leasehold/tools` what is missing, says one line about
 * each, and returns the names of what cannot be had.
 */
export async function setUp(root: string, machine: Host, say: (line: string) => void): Promise<string[]> {
  const system = systemPrograms.map((name) => findSystemProgram(name, machine));
  const equipment = await equipMachine(machine, { toolsDir: toolsFolder(root), fetchMissing: true, say });
  const others = [...system, await findTemplateLinter(machine, root), await findBrowser(machine, root)];
  for (const tool of others) say(describeTool(tool));
  const all: Tool[] = [equipment.terraform, equipment.providers, equipment.emulator, ...others];
  return all.filter(({ found }) => found === null).map(({ name }) => name);
}

/** Finds cfn-lint, which moto brings along: on PATH, or in the Python environment that was made for moto. */
export async function findTemplateLinter(machine: Host, root: string): Promise<Tool> {
  const own = join(installedEmulatorFolder(toolsFolder(root)), 'bin');
  for (const path of findExecutables('cfn-lint', executableFolders(machine, [own]))) {
    const { ok, output } = await runCommand({
      path,
      args: ['--version'],
      env: machine.env,
      timeoutMs: 60_000,
    });
    if (ok) return linter({ path, version: /\d[\d.]*/.exec(output)?.[0] ?? 'of unknown version' });
  }
  return linter(null);
}

function linter(found: Tool['found']): Tool {
  return { name: 'cfn-lint', found, howToGet: 'run `pip install cfn-lint` (or `pipx install cfn-lint`)' };
}

function findSystemProgram(name: string, machine: Host): Tool {
  // These are started by name, so that only PATH counts.
  const folders = (machine.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const [path] = findExecutables(name, folders);
  const found = path === undefined ? null : { path, version: "of the system's" };
  return { name, found, howToGet: `install your system's package that has the program ${name}` };
}
