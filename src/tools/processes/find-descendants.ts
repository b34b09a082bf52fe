import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process and the one that started it. */
type Pair = readonly [pid: number, parent: number];

/** The pids of all that descends from a process. On Linux no program is needed for it: a small image may have no `ps`. */
export async function findDescendants(root: number): Promise<number[]> {
  const pairs = process.platform === 'linux' ? await pairsByProc() : await pairsByPs();
  const childrenOf = (parent: number): number[] =>
    pairs.flatMap(([pid, ppid]) => (ppid === parent ? [pid, ...childrenOf(pid)] : []));
  return childrenOf(root);
}

async function pairsByProc(): Promise<Pair[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return (await Promise.all(pids.map(pairOf))).flat();
}

/** A process may end between listing and reading it. */
async function pairOf(pid: string): Promise<Pair[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name in parentheses may itself hold spaces and parentheses: the fields start after the last one.
  const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return parent === undefined ? [] : [[Number(pid), Number(parent)]];
}

async function pairsByPs(): Promise<Pair[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows = stdout.trim().split('\n');
  return rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
}
