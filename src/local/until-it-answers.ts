import { setTimeout as sleep } from 'node:timers/promises';

/** A program that was started, for whoever waits until it answers. */
export interface Starting<Answer> {
  /** What it is, at the beginning of a sentence. */
  what: string;
  /** Undefined as long as it does not answer. */
  ask: () => Promise<Answer | undefined>;
  /** Resolves with how it ended, if it does. */
  ended: Promise<string>;
  /** The end of what it printed. */
  lastWords: () => string | Promise<string>;
  /** A line for the person at the terminal. */
  notice: (line: string) => void;
}

/** How long a program may take; a busy machine takes a minute. */
const startTimeoutMs = 300_000;
const noticeEveryMs = 15_000;
const pauseMs = 100;

/** The first answer of a program; throws with its last words when it ends first, or takes too long. */
export async function untilItAnswers<Answer>(starting: Starting<Answer>): Promise<Answer> {
  const { what, ask, ended, notice } = starting;
  const began = Date.now();
  let told = began;
  let over: string | undefined;
  void ended.then((how) => (over = how));
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    const [now, seconds] = [Date.now(), Math.round((Date.now() - began) / 1000)];
    if (over !== undefined)
      throw new Error(`${what} ended before it was ready: ${await wordsOf(starting)} (${over})`);
    if (now - began > startTimeoutMs)
      throw new Error(`${what} did not respond within ${seconds} s: ${await wordsOf(starting)}`);
    if (now - told >= noticeEveryMs) {
      notice(`waiting: ${what} has not responded for ${seconds} s …`);
      told = now;
    }
    await sleep(pauseMs);
  }
}

async function wordsOf({ lastWords }: Starting<unknown>): Promise<string> {
  return (await lastWords()).trim() || 'it printed nothing.';
}
