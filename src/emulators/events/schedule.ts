import { systemClock } from '../clock';
import type { Clock } from '../clock';

/** What runs and how often, in milliseconds from one start to the next. A period that finds `maxConcurrent` (1) runs under way is left out. */
export interface ScheduleOptions {
  everyMs: number;
  run: () => Promise<void>;
  onFailure?: (error: unknown) => void;
  maxConcurrent?: number;
  clock?: Clock;
}

/** A running schedule. `stop` starts nothing more and resolves when the runs under way are over. */
export interface Schedule {
  stop: () => Promise<void>;
}

/** Runs a function period after period; a run that fails is reported and the next comes all the same. */
export function startSchedule(options: ScheduleOptions): Schedule {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const ended = repeat(options, running, stopping.signal).catch(() => undefined);
  return {
    stop: async () => {
      stopping.abort(new Error('The schedule stops'));
      await ended;
      await Promise.all(running);
    },
  };
}

async function repeat(
  options: ScheduleOptions,
  running: Set<Promise<void>>,
  signal: AbortSignal,
): Promise<never> {
  const { clock = systemClock, everyMs, maxConcurrent = 1 } = options;
  for (;;) {
    await clock.sleep(everyMs, signal);
    if (running.size >= maxConcurrent) continue;
    const run = runOnce(options);
    running.add(run);
    void run.then(() => running.delete(run));
  }
}

async function runOnce({ run, onFailure }: ScheduleOptions): Promise<void> {
  try {
    await run();
  } catch (error) {
    onFailure?.(error);
  }
}
