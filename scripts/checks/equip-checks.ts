import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { installPython } from '../../src/tools/install-python';
import { executableFolders, findExecutables } from '../../src/tools/find-executable';
import { runCommand } from '../../src/tools/run-command';
import type { Host } from '../../src/tools/tool';

/** A folder of programs, or the sentence that says why there is none. */
export type Equipped = { bin: string } | { missing: string };

const buildTimeoutMs = 3 * 60_000;

/** The Python tools, in one environment in `.leasehold/tools` for these very digests; pip makes it once. */
export async function equipPython(machine: Host, root: string): Promise<Equipped> {
  const requirements = join(root, 'scripts', 'checks', 'python', 'checks.txt');
  const folder = join(root, '.leasehold', 'tools', `checks-${digestOf(requirements)}`);
  if (existsSync(folder)) return { bin: join(folder, 'bin') };
  try {
    await installPython(machine, { folder, requirements, options: ['--no-compile'] });
    return { bin: join(folder, 'bin') };
  } catch (error) {
    return { missing: `pip with Python 3.11 or newer could not install them: ${firstLine(error)}` };
  }
}

/** actionlint, built once from the sources whose digests go.sum has: PyPI has only a program that fetches it. */
export async function equipActionlint(machine: Host, root: string): Promise<Equipped> {
  const sources = join(root, 'scripts', 'checks', 'actionlint');
  const folder = join(root, '.leasehold', 'tools', `actionlint-${digestOf(join(sources, 'go.sum'))}`);
  if (existsSync(join(folder, 'actionlint'))) return { bin: folder };
  const [go] = findExecutables('go', [...executableFolders(machine), '/usr/local/go/bin']);
  if (go === undefined) return { missing: 'no Go found to build it' };
  const args = ['build', '-mod=readonly', '-o', join(folder, 'actionlint')];
  const built = await runCommand({
    path: go,
    args: [...args, 'github.com/rhysd/actionlint/cmd/actionlint'],
    cwd: sources,
    env: { ...machine.env, GOTOOLCHAIN: 'local' },
    timeoutMs: buildTimeoutMs,
  });
  return built.ok ? { bin: folder } : { missing: `Go could not build it: ${firstLine(built.output)}` };
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}

function firstLine(reason: unknown): string {
  const text = reason instanceof Error ? reason.message : String(reason);
  return text.split('\n', 1)[0] ?? '';
}
