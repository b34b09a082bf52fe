import { cutAt } from '../../base/cut-text';

/** The most characters of an address, and of what is said of it. */
export const longestNote = 300;

/** How much of them an event holds, in characters. */
const mostInEvent = 1_000;

/** What is said of addresses as an event holds it: one text, cut. */
export function inEvent(notes: readonly { address: string; words: string }[]): string {
  return cutAt(mostInEvent, notes.map(({ address, words }) => `${address}: ${words}`).join('; '));
}
