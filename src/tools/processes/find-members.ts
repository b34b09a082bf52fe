import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** The variable (`NAME=value`) that marks the environment of processes that belong together, and their process group if they have one. */
export interface GroupIdentity {
  mark: string;
  pgid?: number;
}

/**
 * The pids of what still runs of a group. On Linux this includes processes that left the group (setsid) but kept the
 * environment they were born with; elsewhere, where nothing shows an environment, only those of the process group. Zombies are over
 * and count as gone, as a container's init may never reap them.
 */
export async function findMembers(group: GroupIdentity): Promise<number[]> {
  return process.platform === 'linux' ? findByProc(group) : findByPs(group);
}

/** The kernel answers from memory, so reading at once takes a fraction of the time that the thread pool's turns would. */
function findByProc(group: GroupIdentity): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => isMember(pid, group)).map(Number);
}

/** A process may end between listing and reading it; what cannot be read is not ours or no longer there. */
function isMember(pid: string, { pgid, mark }: GroupIdentity): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may itself hold spaces and parentheses: the fields start after the last one.
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return false;
    if (Number(group) === pgid) return true;
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
  } catch {
    return false;
  }
}

async function findByPs({ pgid }: GroupIdentity): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,pgid=,stat=']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const living = rows.filter(([, group, state]) => Number(group) === pgid && !state?.startsWith('Z'));
  return living.map(([pid]) => Number(pid));
}
