import type { Dirent } from 'node:fs';
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/** A file below a folder, by its path there with forward slashes; a link to a file counts as that file. */
export interface ListedFile {
  path: string;
  bytes: number;
  /** Whether its owner may run it. */
  isExecutable: boolean;
}

/** Something below a folder that cannot be taken for a file; `why` ends the sentence that its path begins. */
export interface Unfit {
  path: string;
  why: string;
}

/** What lies below a folder, sorted by path. */
export interface FolderListing {
  files: ListedFile[];
  unfit: Unfit[];
}

/** What to leave out, and where links may lead. */
export interface ListingRules {
  /** Names that are passed over, whatever has them. */
  skipped: ReadonlySet<string>;
  /** Whether a link may lead to a path inside the folder; any may unless it is given. */
  mayLead?: (link: string, target: string) => boolean;
}

interface Walk extends FolderListing, Required<ListingRules> {
  root: string;
}

/**
 * Lists a folder without opening anything in it, so that a pipe holds up nobody. A link is followed to a file inside the folder
 * alone; whatever else is no file is named. Throws where the folder itself cannot be read.
 */
export async function listFolder(folder: string, rules: ListingRules): Promise<FolderListing> {
  const walk: Walk = { mayLead: () => true, ...rules, root: await realpath(folder), files: [], unfit: [] };
  await visit('', await readdir(walk.root, { withFileTypes: true }), walk);
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  return { files: walk.files.sort(byPath), unfit: walk.unfit.sort(byPath) };
}

async function visit(below: string, entries: readonly Dirent[], walk: Walk): Promise<void> {
  for (const entry of entries) {
    if (walk.skipped.has(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    try {
      await visitEntry(path, entry, walk);
    } catch (error) {
      walk.unfit.push({ path, why: cannotRead(error) });
    }
  }
}

/** Why something is unfit that an attempt to read it failed at; what is no failure of the file system is thrown again. */
export function cannotRead(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return `cannot be read (${code})`;
}

async function visitEntry(path: string, entry: Dirent, walk: Walk): Promise<void> {
  const place = join(walk.root, path);
  if (entry.isDirectory()) return visit(path, await readdir(place, { withFileTypes: true }), walk);
  const why = entry.isSymbolicLink() ? await whyUnfitLink(path, walk) : whyUnfit(entry);
  if (why !== undefined) walk.unfit.push({ path, why });
  else walk.files.push(await describe(path, place));
}

async function describe(path: string, place: string): Promise<ListedFile> {
  const { size, mode } = await stat(place);
  return { path, bytes: size, isExecutable: (mode & 0o100) !== 0 };
}

function whyUnfit(found: Pick<Dirent, 'isFile' | 'isFIFO' | 'isSocket' | 'isDirectory'>): string | undefined {
  if (found.isFile()) return undefined;
  if (found.isDirectory()) return 'is a folder';
  if (found.isFIFO()) return 'is a named pipe';
  return found.isSocket() ? 'is a socket' : 'is a device';
}

async function whyUnfitLink(path: string, { root, mayLead }: Walk): Promise<string | undefined> {
  const place = join(root, path);
  const link = `is a link to ${await readlink(place)}, which`;
  const target = await realpath(place).catch(({ code }: NodeJS.ErrnoException) => ({ code }));
  if (typeof target !== 'string') return `${link} ${whyLost(target.code)}`;
  const inside = relative(root, target).split(sep).join('/');
  const isOut = inside === '' || inside === '..' || inside.startsWith('../') || isAbsolute(inside);
  if (isOut || !mayLead(path, inside)) return `${link} is outside`;
  const why = whyUnfit(await lstat(target));
  return why && `${link} ${why}`;
}

function whyLost(code = ''): string {
  if (code === 'ELOOP') return 'points back to the link';
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : `cannot be read (${code})`;
}
