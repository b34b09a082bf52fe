import { createInterface } from 'node:readline/promises';
import { Refused } from './run-script';

/** Asks for a word to be typed, so that nobody goes on by habit; with `yes` nothing is asked. */
export async function confirm(
  question: string,
  { word, yes }: { word: string; yes: boolean },
): Promise<void> {
  if (yes) return;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const end = new AbortController();
  lines.once('close', () => end.abort());
  const answer = await lines.question(`${question} Type "${word}": `, { signal: end.signal }).catch(() => '');
  lines.close();
  if (answer.trim() !== word) throw new Refused('Nothing was done. Use `--yes` to skip the confirmation.');
}
