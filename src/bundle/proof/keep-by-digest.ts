import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';

/** Returns what `make` makes of `about`, each only once where results are kept; what is kept is parsed by `schema`. */
export type Keeper = <Result>(
  about: readonly string[],
  schema: z.ZodType<Result>,
  make: () => Promise<Result>,
) => Promise<Result>;

/** Makes everything anew. */
export const keepNothing: Keeper = (_about, _schema, make) => make();

/** Results that nobody has made anew for so long go; they cost disk and are read by no version of the program any more. */
const mostAgeMs = 30 * 24 * 3_600_000;

/**
 * Keeps results in a folder, in files named by the digest of what they are about. A file that cannot be read, or is no such
 * result, is made again; a folder that cannot be written to only costs the work.
 */
export function keepIn(folder: string): Keeper {
  let swept: Promise<void> | undefined;
  return async (about, schema, make) => {
    const file = join(folder, `${digestOf(about)}.json`);
    const known = schema.safeParse(await readSealed(file));
    if (known.success) return known.data;
    const made = await make();
    await writeWhole(folder, file, sealed(JSON.stringify(made))).catch(() => undefined);
    await (swept ??= sweep(folder).catch(() => undefined));
    return made;
  };
}

function digestOf(about: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(about)).digest('hex');
}

/** A text under its own digest, so that one changed letter is seen. */
function sealed(text: string): string {
  return `${digestOf([text])}\n${text}`;
}

async function readSealed(file: string): Promise<unknown> {
  try {
    const whole = await readFile(file, 'utf8');
    const text = whole.slice(whole.indexOf('\n') + 1);
    return whole === sealed(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Under its name a file is whole, whoever reads or is killed meanwhile. */
async function writeWhole(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}

async function sweep(folder: string): Promise<void> {
  const oldest = Date.now() - mostAgeMs;
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs < oldest) await rm(join(folder, name), { force: true });
  }
}
