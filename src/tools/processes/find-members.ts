import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
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
export function findMembers(group: GroupIdentity): Promise<number[]> {
  return process.platform === 'linux' ? findByProc(group) : findByPs(group);
}

async function findByProc(group: GroupIdentity): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const members = await Promise.all(pids.map((pid) => isMember(pid, group)));
  return pids.filter((_, index) => members[index]).map(Number);
}

/** A process may end between listing and reading it; what cannot be read is not ours or no longer there. */
async function isMember(pid: string, { pgid, mark }: GroupIdentity): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may itself hold spaces and parentheses: the fields start after the last one.
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return false;
    if (Number(group) === pgid) return true;
    return (await readFile(`/proc/${pid}/environ`, 'latin1')).split('\0').includes(mark);
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
