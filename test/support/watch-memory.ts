import { readdir, readFile, writeFile } from 'node:fs/promises';

/** The most that processes held, in bytes, by a word of how they were started. */
export type Peaks = Map<string, number>;

/** Watches what this process and the ones below it hold, until it is ended. */
export interface MemoryWatch {
  end: () => Promise<Peaks>;
}

const everyMs = 250;

/** Watches this process (`self`) and those below it whose command line matches a word; peaks count from now on. */
export async function watchMemory(words: Record<string, RegExp>): Promise<MemoryWatch> {
  // 5: the peak of this process begins anew (proc(5)).
  await writeFile('/proc/self/clear_refs', '5');
  const peaks: Peaks = new Map();
  const look = () => note(peaks, words);
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, everyMs);
  return {
    end: async () => {
      clearInterval(timer);
      await looking;
      await look();
      return peaks;
    },
  };
}

async function note(peaks: Peaks, words: Record<string, RegExp>): Promise<void> {
  raise(peaks, 'self', await peakOf('self'));
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    for (const [word, matches] of Object.entries(words))
      if (matches.test(line.replaceAll('\0', ' '))) raise(peaks, word, await peakOf(pid));
  }
}

function raise(peaks: Peaks, word: string, bytes: number): void {
  peaks.set(word, Math.max(peaks.get(word) ?? 0, bytes));
}

async function peakOf(pid: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1_024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
}
