const halfPair = /\p{Surrogate}/u;

/** Whether a text holds whole characters only: half of a surrogate pair is none, and no UTF-8 can say it. */
export function isWellFormed(text: string): boolean {
  return !halfPair.test(text);
}
