import { readFileSync } from 'node:fs';

/** Ticks of the kernel's process times per second; the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * The CPU seconds (user and system) of this process and of every process that it or its children waited for; undefined
 * where there is no /proc. A process that outlived its parent is not among them.
 */
export function cpuSeconds(stat = readOwnStat()): number | undefined {
  if (stat === undefined) return undefined;
  // The name in parentheses may hold spaces: the fields start after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return ((user ?? 0) + (system ?? 0) + (childrenUser ?? 0) + (childrenSystem ?? 0)) / ticksPerSecond;
}

function readOwnStat(): string | undefined {
  try {
    return readFileSync('/proc/self/stat', 'utf8');
  } catch {
    return undefined;
  }
}
