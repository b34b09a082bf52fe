import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { isLoopback, trimmed } from '../client/address';
import { CliError, usage } from '../client/errors';

const onThisMachine = z.string().refine(isLoopback, 'must be on this machine');

/** Where a plane builds, and the key of the person at this machine; no sign in it means anything to a shell. */
const LocalAws = z.object({
  endpoint: onThisMachine.regex(/^[\w:/.[\]-]+$/),
  region: z.string().regex(/^[\w-]+$/),
  accessKeyId: z.string().regex(/^[\w-]+$/),
  secretAccessKey: z.string().regex(/^[\w/+=-]+$/),
});

const Described = z.object({
  url: z.string(),
  token: z.string(),
  pid: z.number(),
  aws: LocalAws.optional(),
});

/** The plane of a checkout, as `npm start` describes it in `file`. */
export type LocalPlane = z.infer<typeof Described> & { file: string };

const fileName = join('.leasehold', 'local.json');

/** The local plane whose file lies in this folder or one above; null if there is none. */
export async function findLocalPlane(folder: string): Promise<LocalPlane | null> {
  const file = join(folder, fileName);
  const text = await readFile(file, 'utf8').catch(unlessAbsent);
  if (text !== null) return parseLocalPlane(file, text);
  const above = dirname(folder);
  return above === folder ? null : findLocalPlane(above);
}

/** The same plane; throws when its process has ended. */
export function alive(plane: LocalPlane): LocalPlane {
  if (isAlive(plane.pid)) return plane;
  const { file, pid } = plane;
  throw new CliError('unavailable', `The control plane of ${file} (pid ${pid}) is no longer running.`, {
    code: 'ControlPlaneGone',
    hints: ["Start one with 'npm start', or set IDP_URL and IDP_TOKEN."],
  });
}

async function parseLocalPlane(file: string, text: string): Promise<LocalPlane> {
  const described = Described.safeParse(parsed(text));
  if (!described.success) throw usage(`${file} is invalid. Remove it and run 'npm start' again.`);
  const { url } = described.data;
  if (!isLoopback(url) || !(await isOwnAlone(file)))
    throw usage(
      `${file} can be changed by other users, or names a control plane on another machine; it is not used. ` +
        "If it came with the files of this folder, remove it; 'npm start' writes one that only you can read.",
    );
  return { ...described.data, url: trimmed(url), file };
}

/** Whether a file is this user's and no other's: 'npm start' writes it so, and no checkout or archive can. */
async function isOwnAlone(file: string): Promise<boolean> {
  const own = process.getuid?.();
  // A system without user ids says nothing by them or by modes.
  if (own === undefined) return true;
  const { uid, mode } = await stat(file);
  return uid === own && (mode & 0o077) === 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unlessAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw usage(`The file of the local plane cannot be read: ${error.message}.`);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
