import { readdir, readFile } from 'node:fs/promises';

/** What a process of a build does there. */
export type Role = 'runner' | 'terraform' | 'provider' | 'shell';

/** A living process of a build. */
export interface BuildProcess {
  pid: number;
  role: Role;
}

/** Every process of the builds that work on an environment: those of a process group in which one bears its name. */
export async function buildProcesses(environment: string): Promise<BuildProcess[]> {
  const mark = `LEASEHOLD_ENVIRONMENT=${environment}`;
  const all = (await Promise.all((await listPids()).map(look))).filter((one) => one !== undefined);
  const groups = new Set(all.filter(({ variables }) => variables.includes(mark)).map(({ group }) => group));
  return all
    .filter(({ group }) => groups.has(group))
    .map(({ pid, command }) => ({ pid, role: roleOf(command) }));
}

/** Which of these processes still run; zombies are over. */
export async function living(processes: readonly BuildProcess[]): Promise<BuildProcess[]> {
  const seen = await Promise.all(processes.map(({ pid }) => look(String(pid))));
  return processes.filter((_, at) => seen[at] !== undefined);
}

/** Ends those of one role, without a signal first. */
export function kill(processes: readonly BuildProcess[], role: Role): void {
  const chosen = processes.filter((one) => one.role === role);
  if (chosen.length === 0) throw new Error(`No ${role} is there to be killed`);
  for (const { pid } of chosen) process.kill(pid, 'SIGKILL');
}

async function listPids(): Promise<string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
}

/** Undefined for a process that is over, or is nobody's business of ours. */
async function look(pid: string) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const [variables, command] = await Promise.all(
      ['environ', 'cmdline'].map(async (file) =>
        (await readFile(`/proc/${pid}/${file}`, 'latin1')).split('\0'),
      ),
    );
    return { pid: Number(pid), group, variables: variables ?? [], command: command ?? [] };
  } catch {
    return undefined;
  }
}

function roleOf([program = '', ...rest]: string[]): Role {
  if (program.includes('terraform-provider-')) return 'provider';
  if (rest.includes('apply')) return 'terraform';
  return rest.some((one) => one.endsWith('runner.mjs')) && program.endsWith('node') ? 'runner' : 'shell';
}
