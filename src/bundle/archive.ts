import { unzipSync, type Zippable, zipSync } from 'fflate';
import { runFailure } from '../domain/environment/run-failure';
import type { Files } from './files';

/** What a bundle, or what a plan left, may hold of bytes when it is unpacked. */
export interface ArchiveLimit {
  /** What it is, as the beginning of a sentence. */
  what: string;
  mostBytes: number;
}

const oldestZipDate = new Date(1980, 0, 1);
/** For whoever unpacks by hand; the runner reads from an archive's own list which files may be run, as no reader of ours sees this. */
const unix = { os: 3, attrs: (0o100755 << 16) >>> 0 };

/** Files, those of them that may be run, and what the archive says of itself in the file `name`, as JSON. */
export interface Packable {
  files: Files;
  executables: ReadonlySet<string>;
  name: string;
  about: Record<string, unknown>;
  /** How much work is put into making it small; 9 unless it is given. */
  level?: 0 | 9;
}

/**
 * The same bytes for the same files, whatever the machine and the day: sorted, one date, one compression. What it says of itself
 * comes last, with the paths that may be run as `executables`, where there are any.
 */
export function zipFiles({ files, executables, name, about, level = 9 }: Packable): Uint8Array {
  const paths = [...files.keys()].sort();
  const runnable = paths.filter((path) => executables.has(path));
  const manifest = { ...about, ...(runnable.length > 0 && { executables: runnable }) };
  const entries = paths.map((path): [string, Zippable[string]] => {
    const bytes = files.get(path) ?? new Uint8Array();
    return [path, executables.has(path) ? [bytes, unix] : bytes];
  });
  const described = entries.concat([[name, Buffer.from(JSON.stringify(manifest, null, 2))]]);
  return zipSync(Object.fromEntries(described), { level, mtime: oldestZipDate });
}

/** The files of an archive; a RunFailure where they are more than it may hold, or one would lie outside the folder it is unpacked in. */
export function unzipFiles(zip: Uint8Array, { what, mostBytes }: ArchiveLimit): Files {
  let total = 0;
  const entries = unzipSync(zip, {
    filter: ({ name, originalSize }) => {
      total += originalSize;
      if (total > mostBytes)
        throw runFailure('configuration', `${what} unpacks to more than ${mostBytes} bytes.`);
      if (!isSafe(name))
        throw runFailure('configuration', `${what} contains the unsafe path ${JSON.stringify(name)}.`);
      return !name.endsWith('/');
    },
  });
  return new Map(Object.entries(entries));
}

/** No way out of the work directory, and nothing inside that Terraform takes for its own memory of an earlier init. */
export function isSafe(name: string): boolean {
  const parts = name.replace(/\/$/, '').split('/');
  if (/[\\\0]|^[A-Za-z]:/.test(name)) return false;
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && part !== '.terraform');
}
