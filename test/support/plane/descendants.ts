import { execFileSync } from 'node:child_process';

/** A process that descends from ours, and the command it runs. */
export interface Descendant {
  pid: number;
  command: string;
}

/** Every living process that descends from `pid`; zombies are over. */
export function descendantsOf(pid: number): Descendant[] {
  const rows = listProcesses();
  const children = rows.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [
    { pid: child.pid, command: child.command },
    ...descendantsOf(child.pid),
  ]);
}

/** Which of these processes still run. */
export function stillRunning(processes: readonly Descendant[]): Descendant[] {
  const living = new Map(listProcesses().map(({ pid, command }) => [pid, command]));
  return processes.filter(({ pid, command }) => living.get(pid) === command);
}

function listProcesses() {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .flatMap((match) => {
      const [, pid, parent, stat, command] = match ?? [];
      if (!pid || !stat || stat.startsWith('Z')) return [];
      return [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }];
    })
    .filter(({ command }) => !command.startsWith('ps -A'));
}
