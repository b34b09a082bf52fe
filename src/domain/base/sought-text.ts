/** Where something stands in a text: from the one index to before the other. */
export interface Span {
  from: number;
  to: number;
}

/** Up to this many characters the engine's own search is the faster one, whatever it finds. */
const short = 64;

/**
 * A text that is looked for in others. A long one that repeats itself, such as a hundred thousand times `a`, is not compared
 * anew at each place: the time grows with the lengths alone (the algorithm of Knuth, Morris and Pratt).
 */
export class SoughtText {
  private borders: Int32Array | undefined;

  constructor(readonly text: string) {}

  /** Tells `found` of every place, also of those that overlap, in order. */
  eachIn(text: string, found: (span: Span) => void): void {
    const { length } = this.text;
    if (length > short) this.follow(text, (to) => found({ from: to - length, to }));
    else
      for (let from = text.indexOf(this.text); from !== -1; from = text.indexOf(this.text, from + 1))
        found({ from, to: from + length });
  }

  /** Whether `text` ends as this one begins, so that the rest of it may follow. */
  beginsAtEndOf(text: string): boolean {
    const end = text.slice(-(this.text.length - 1));
    return this.text.length > 1 && this.follow(end, () => undefined) > 0;
  }

  /** Reads a text, tells `ended` before which index this one ends each time, and returns how much of it stands at the end. */
  private follow(text: string, ended: (to: number) => void): number {
    const borders = (this.borders ??= bordersOf(this.text));
    let read = 0;
    for (let at = 0; at < text.length; at += 1) {
      read = goOn(this.text, borders, { read, next: text.charCodeAt(at) });
      if (read < this.text.length) continue;
      ended(at + 1);
      read = borders[read - 1] ?? 0;
    }
    return read;
  }
}

/** For each length of a beginning of a text, how long the longest shorter beginning is that it also ends with. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  for (let at = 1; at < text.length; at += 1)
    borders[at] = goOn(text, borders, { read: borders[at - 1] ?? 0, next: text.charCodeAt(at) });
  return borders;
}

/** How much of the text is read with one more character. */
function goOn(text: string, borders: Int32Array, { read, next }: { read: number; next: number }): number {
  let length = read;
  while (length > 0 && text.charCodeAt(length) !== next) length = borders[length - 1] ?? 0;
  return text.charCodeAt(length) === next ? length + 1 : 0;
}
