import type { PendingOutputs } from '../../domain/stack/plan/preview-order';

/** Outputs that are parts of one input, in one word: a plan has one unknown for each input. No reference has a `+`. */
export function joined(outputs: PendingOutputs): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([input, refs]) => [input, refs.join('+')]));
}

/** The outputs of such a word. */
export function outputsIn(word: string): string[] {
  return word.split('+');
}
