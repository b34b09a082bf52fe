import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/**
 * A map that a later process of the same user may take up: each change is on disk before the call that made it returns. For the
 * little that an emulator forgets; a file that cannot be read counts as empty.
 */
export class FiledMap<Value> extends Map<string, Value> {
  private readonly file: string;

  constructor(file: string) {
    super();
    this.file = file;
    for (const [key, value] of readEntries<Value>(file)) super.set(key, value);
  }

  override set(key: string, value: Value): this {
    super.set(key, value);
    this.write();
    return this;
  }

  override delete(key: string): boolean {
    const was = super.delete(key);
    if (was) this.write();
    return was;
  }

  override clear(): void {
    super.clear();
    this.write();
  }

  private write(): void {
    writeFileSync(`${this.file}.next`, JSON.stringify([...this]), { mode: 0o600 });
    renameSync(`${this.file}.next`, this.file);
  }
}

const Entries = z.array(z.tuple([z.string(), z.unknown()]));

/** Only this user writes there; the values are those that `write` was given. */
function readEntries<Value>(file: string): [string, Value][] {
  try {
    return Entries.parse(JSON.parse(readFileSync(file, 'utf8'))) as [string, Value][];
  } catch {
    return [];
  }
}
