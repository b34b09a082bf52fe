/** A step of the demo did not come out as promised. */
export class PromiseBroken extends Error {
  constructor(expected: string, found: unknown) {
    super(`expected ${expected}; found ${typeof found === 'string' ? found : JSON.stringify(found)}`);
    this.name = 'PromiseBroken';
  }
}

/** Holds a step to its promise; `expected` completes the sentence "expected …". Throws PromiseBroken. */
export function promised(kept: boolean, expected: string, found: unknown): asserts kept {
  if (!kept) throw new PromiseBroken(expected, found);
}
