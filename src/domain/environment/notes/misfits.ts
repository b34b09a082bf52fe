import type { OutputsSummary } from '../outcome';
import { inEvent } from './note-text';

/** Outputs that do not match their schemas as an event holds them: a text of at most 1,000 characters. */
export function misfitsInEvent({ misfits = [] }: OutputsSummary): { mismatchedOutputs?: string } {
  if (misfits.length === 0) return {};
  const notes = misfits.map(({ name, expected, found }) => ({
    address: name,
    words: `expected ${expected}, found ${found}`,
  }));
  return { mismatchedOutputs: inEvent(notes) };
}
