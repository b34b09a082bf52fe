import * as z from 'zod';

/** A word that may stand where the cursor is; `says` is what a shell shows beside it. */
export const Candidate = z.object({ value: z.string(), says: z.string().optional() });
export type Candidate = z.infer<typeof Candidate>;

/** What may stand where the cursor is: these words, or the name of a file that begins with `file`. */
export type Completed = { words: Candidate[] } | { file: string };

/** What a shell takes as one word without quotes; a name from elsewhere that is more than that is never put on a command line. */
const oneWord = /^[\w.,@%+:=/-]+$/;

/** Those of the words that begin as `typed` does, each once. */
export function beginning(candidates: readonly Candidate[], typed: string): Candidate[] {
  const fitting = candidates.filter(({ value }) => value.startsWith(typed) && oneWord.test(value));
  return [...new Map(fitting.map((candidate) => [candidate.value, candidate])).values()];
}
