import { setTimeout as sleep } from 'node:timers/promises';
import { findMembers } from '../../tools/processes/find-members';

const markName = 'LEASEHOLD_PLANE';
const pauseMs = 20;

/** The variable that marks all processes of the builds of a kept plane. */
export function buildMark(plane: string | undefined): Record<string, string> {
  return plane === undefined ? {} : { [markName]: plane };
}

/** Kills what is left of the builds of a plane: they end with its process, and this makes sure before anything is adopted. */
export async function killLeftBuilds(plane: string): Promise<void> {
  // No process group has this number: they are found by the mark alone.
  const group = { pgid: Number.NaN, mark: `${markName}=${plane}` };
  for (;;) {
    const left = await findMembers(group);
    if (left.length === 0) return;
    left.forEach(kill);
    await sleep(pauseMs);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
