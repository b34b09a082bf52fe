import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/** Nothing that reads like something else; twelve of them are sixty bits. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A code that only those who may read a file know, and that signs in once. */
export class OneTimeCode {
  private code = '';

  private constructor(
    readonly file: string,
    private readonly isCode: (typed: string, code: string) => boolean,
  ) {}

  /** Writes the first code down, for this user's eyes only. */
  static async open(file: string, isCode: OneTimeCode['isCode']): Promise<OneTimeCode> {
    const opened = new OneTimeCode(file, isCode);
    await opened.renew();
    return opened;
  }

  /** Takes what a person typed; after the right code there is another. */
  async take(typed: string): Promise<boolean> {
    if (!this.isCode(typed.trim().toLowerCase(), this.code)) return false;
    await this.renew();
    return true;
  }

  private async renew(): Promise<void> {
    const group = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('');
    this.code = [group(), group(), group()].join('-');
    await writeFile(this.file, `${this.code}\n`, { mode: 0o600 });
  }
}
