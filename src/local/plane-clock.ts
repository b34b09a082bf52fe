import { readFile, rename, writeFile } from 'node:fs/promises';

/** The plane's clock: the machine's, set forward by what its file says, for handlers and runners alike. */
export interface PlaneClock {
  file: string;
  now(): Promise<Date>;
  /** Sets the clock forward by this many milliseconds more; it never goes back. */
  forward(ms: number): Promise<void>;
}

/** A clock that shows the machine's time until it is set forward. */
export async function createPlaneClock(file: string): Promise<PlaneClock> {
  await writeFile(file, '0');
  const offset = async () => Number(await readFile(file, 'utf8'));
  let last = Promise.resolve();
  return {
    file,
    now: async () => new Date(Date.now() + (await offset())),
    forward: async (ms) => {
      if (!(ms >= 0 && Number.isFinite(ms)))
        throw new RangeError(`The clock cannot be set by ${ms} ms: it only goes forward.`);
      const turn = last.then(async () => replaceFile(file, String((await offset()) + ms)));
      last = turn.catch(() => undefined);
      await turn;
    },
  };
}

/** A reader of the clock meanwhile sees the old time or the new one, never an empty file. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.next`, text);
  await rename(`${file}.next`, file);
}
