import * as z from 'zod';
import { Instant } from '../base/time';
import { cutTo } from '../base/cut-text';

/** What keeps a run from its build: CodeBuild's own words, and since when; `told` once people were notified. */
export const Waiting = z.strictObject({ since: Instant, words: z.string().max(300), told: z.boolean() });
export type Waiting = z.infer<typeof Waiting>;

/** A refusal to start the build of a run, as Step Functions recorded it. */
export interface Refusal {
  at: Instant;
  words: string;
}

/** CodeBuild's words without what the caller of its API adds to them, cut to the bounds of the item. */
export function refusalWords(cause: string): string {
  return cutTo(300, cause.replace(/ \(Service: .*$/s, ''));
}
