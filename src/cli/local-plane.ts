import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { isLoopback, trimmed } from '../client/address';
import { CliConfig } from '../config/client';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { CliError, usage } from '../client/errors';
import { printable } from '../domain/base/printable';

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
  people: z.record(z.string(), z.string()).default({}),
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

/** The token of whoever this user is there: of `IDP_AS`, else of the last `idp auth login --as`, else of the person of this machine. */
export async function tokenOf(plane: LocalPlane, env: ProcessEnvironment | undefined): Promise<string> {
  const named = readConfig(CliConfig, env).IDP_AS;
  const who = named ?? (await readWho(plane));
  return who === '' ? plane.token : tokenOfPerson(plane, who);
}

/** From now on this user is somebody of the plane, until another is named. Throws where nobody has the name. */
export async function becomePerson(plane: LocalPlane, who: string): Promise<string> {
  const token = tokenOfPerson(plane, who);
  await writeFile(whoFileOf(plane), `${who}\n`, { mode: 0o600 });
  return token;
}

function tokenOfPerson({ people }: LocalPlane, who: string): string {
  const token = Object.hasOwn(people, who) ? people[who] : undefined;
  if (token !== undefined) return token;
  const names = Object.keys(people);
  throw usage(
    `The local control plane has no person '${printable(who)}'.`,
    names.length > 1
      ? `It has ${names.join(', ')}.`
      : `Start it with 'npm start -- --people ${/^[a-z][a-z0-9-]*$/.test(who) ? who : 'ada'}:developer'.`,
  );
}

async function readWho(plane: LocalPlane): Promise<string> {
  return (await readFile(whoFileOf(plane), 'utf8').catch(unlessAbsent))?.trim() ?? '';
}

function whoFileOf({ file }: LocalPlane): string {
  return join(dirname(file), 'as');
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
