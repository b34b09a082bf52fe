import { appendFile, rename, rm } from 'node:fs/promises';

/** How large the file may become, and how much may wait for it, in bytes; whom to tell that lines are lost. */
export interface LocalLogOptions {
  file: string;
  mostBytes?: number;
  mostWaiting?: number;
  /** How long to wait after a write that failed. */
  retryMs?: number;
  complain: (line: string) => void;
}

const usualBytes = 16 * 1_048_576;
const usualWaiting = 4 * 1_048_576;
const usualPause = 1_000;

/**
 * What handlers and emulators write, to look into a problem. It never holds nor ends who writes: what cannot be written is lost
 * and counted. When the file is full, and when the log is opened, it becomes `<file>.1`, in the place of the one before.
 */
export class LocalLog {
  private waiting = '';
  private lost = 0;
  /** Of the file; the first write finds one of an earlier start. */
  private size = Infinity;
  private failing = false;
  private working: Promise<void> | undefined;
  private readonly options: Required<LocalLogOptions>;

  constructor(options: LocalLogOptions) {
    this.options = { mostBytes: usualBytes, mostWaiting: usualWaiting, retryMs: usualPause, ...options };
  }

  /** Takes lines; the last need not have an end. */
  write(text: string): void {
    const lines = text.endsWith('\n') ? text : `${text}\n`;
    if (this.waiting.length + lines.length > this.options.mostWaiting) this.lost += 1;
    else this.waiting += lines;
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  /** Waits until what was taken is written, or is lost. */
  async settled(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.waiting !== '') {
      const batch = this.waiting;
      this.waiting = '';
      await this.append(batch);
    }
  }

  private async append(batch: string): Promise<void> {
    try {
      if (this.size >= this.options.mostBytes) await this.turnOver();
      const text = this.lost === 0 ? batch : `(${this.lost} pieces of this log were lost)\n${batch}`;
      await appendFile(this.options.file, text, { mode: 0o600 });
      this.size += Buffer.byteLength(text);
      this.lost = 0;
      this.failing = false;
    } catch (error) {
      this.lost += 1;
      if (!this.failing) this.complainOf(error as Error);
      this.failing = true;
      await new Promise((resolve) => setTimeout(resolve, this.options.retryMs).unref());
    }
  }

  private async turnOver(): Promise<void> {
    const { file } = this.options;
    await rename(file, `${file}.1`).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') await rm(file, { force: true });
    });
    this.size = 0;
  }

  private complainOf({ message }: Error): void {
    const { file, complain } = this.options;
    complain(`${file} cannot be written (${message}); its lines are lost until then.`);
  }
}
