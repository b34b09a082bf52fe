/** What was opened, closed again in reverse order; one that fails to close does not keep the others open. */
export class Closing {
  private readonly closers: (() => Promise<void>)[] = [];

  /** Remembers to close `opened`, and hands it on. */
  keep<Opened extends { close: () => Promise<void> }>(opened: Opened): Opened {
    this.closers.push(() => opened.close());
    return opened;
  }

  /** Remembers to call `close`. */
  add(close: () => Promise<void>): void {
    this.closers.push(close);
  }

  /** Whether it was asked to close. */
  isClosed = false;

  /** Closes everything once; throws the first failure after all were tried. */
  async close(): Promise<void> {
    this.isClosed = true;
    const failures: unknown[] = [];
    for (const close of this.closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
