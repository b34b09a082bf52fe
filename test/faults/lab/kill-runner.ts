import { readdir, readFile } from 'node:fs/promises';

/** Kills every build that works on an environment, runner, Terraform and shell, without a signal first. */
export async function killRunner(environment: string): Promise<void> {
  const mark = `LEASEHOLD_ENVIRONMENT=${environment}`;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const groups = await Promise.all(pids.map((pid) => groupOf(pid, mark)));
  for (const group of new Set(groups.filter((group) => group !== undefined))) kill(group);
}

/** The process group of a process that was born with the mark; undefined for any other, and for one that is gone. */
async function groupOf(pid: string, mark: string): Promise<number | undefined> {
  try {
    if (!(await readFile(`/proc/${pid}/environ`, 'latin1')).split('\0').includes(mark)) return undefined;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
  } catch {
    return undefined;
  }
}

function kill(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
