import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A terminal that a person could sit at: what is typed into it, and what is on its screen. */
export interface Terminal {
  /** Types a text, or presses named keys (`Tab`, `Enter`, `C-c`). */
  press: (...keys: string[]) => void;
  /** The screen once `pattern` is on it; throws what is there when it never comes. */
  shows: (pattern: RegExp) => Promise<string>;
  /** All that was printed, each line whole, also one that the terminal broke where it ended. */
  printed: () => string[];
  close: () => void;
}

/** Whether a program is on this machine. */
export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

const longestMs = 45_000;

/** Starts a program in a terminal of its own, with these variables and no others. */
export function openTerminal(
  command: string,
  { columns, rows = 40, env }: { columns: number; rows?: number; env: Record<string, string> },
): Terminal {
  const name = `leasehold-${randomUUID()}`;
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-L', name, '-f', '/dev/null', ...args], { encoding: 'utf8', env: { ...env } });
  tmux('new-session', '-d', '-s', name, '-x', String(columns), '-y', String(rows), command);
  const screen = () => tmux('capture-pane', '-p', '-t', name);
  return {
    press: (...keys) => void tmux('send-keys', '-t', name, ...keys),
    shows: async (pattern) => {
      for (const until = Date.now() + longestMs; Date.now() < until; await sleep(100))
        if (pattern.test(screen())) return screen();
      throw new Error(`There is no ${String(pattern)} on the screen:\n${screen()}`);
    },
    printed: () => tmux('capture-pane', '-p', '-J', '-S', '-1000', '-t', name).split('\n'),
    close: () => void spawnSync('tmux', ['-L', name, 'kill-server']),
  };
}
