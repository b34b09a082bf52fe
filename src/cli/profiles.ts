import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CliConfig } from '../config/client';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { CliError, usage } from '../client/errors';

/** What is kept of who signed in; `expiresAt` is milliseconds since the epoch. */
const Session = z.strictObject({
  issuer: z.url(),
  clientId: z.string().min(1),
  idToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable(),
  expiresAt: z.number(),
});
export type Session = z.infer<typeof Session>;

/** A control plane, and who is signed in there; signed out, its address is left. */
const Profile = z.strictObject({ url: z.url(), session: Session.nullable() });
type Profile = z.infer<typeof Profile>;

/** A profile with its name and the file that holds it. */
export interface NamedProfile extends Profile {
  name: string;
  file: string;
}

const ending = '.json';
const othersBits = 0o077;

/** The profile of this name; undefined if there is none. Throws where its file is not to be trusted. */
export async function readProfile(
  name: string,
  env: ProcessEnvironment | undefined,
): Promise<NamedProfile | undefined> {
  const file = profileFile(name, env);
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch(unlessAbsent);
  if (text === undefined) return undefined;
  await refuseOthers(file);
  return { name, file, ...parsed(file, text) };
}

/** The profile of this name; throws if there is none. */
export async function requireProfile(
  name: string,
  env: ProcessEnvironment | undefined,
): Promise<NamedProfile> {
  const profile = await readProfile(name, env);
  if (profile) return profile;
  throw new CliError('unauthenticated', `There is no profile '${name}'.`, {
    code: 'NoProfile',
    hints: [
      `Create it with 'idp auth login --profile ${name} --url <address>'; 'idp auth status' lists all profiles.`,
    ],
  });
}

/** A file among the profiles that is none, and why. */
export interface BrokenProfile {
  name: string;
  file: string;
  problem: CliError;
}

/** Whether a profile can be used. */
export function isSound(found: NamedProfile | BrokenProfile): found is NamedProfile {
  return !('problem' in found);
}

/** Every profile, by name; one that is broken spoils no other. */
export async function findProfiles(
  env: ProcessEnvironment | undefined,
): Promise<(NamedProfile | BrokenProfile)[]> {
  const folder = profilesFolder(env);
  if (folder === undefined) return [];
  const files = (await readdir(folder).catch(unlessAbsent)) ?? [];
  const names = files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
  const found = await Promise.all(
    names.sort().map((name) =>
      readProfile(name, env).catch((error: unknown) => {
        if (!(error instanceof CliError)) throw error;
        return { name, file: join(folder, name + ending), problem: error };
      }),
    ),
  );
  return found.filter((profile) => profile !== undefined);
}

/** Writes a profile for this user's eyes only, whole or not at all; returns it with its file. */
export async function saveProfile(
  { name, url, session }: Profile & { name: string },
  env: ProcessEnvironment | undefined,
): Promise<NamedProfile> {
  const file = requireProfileFile(name, env);
  await replaceFile(file, `${JSON.stringify({ url, session }, null, 2)}\n`).catch(unwritable(file));
  return { name, url, session, file };
}

/** Throws unless a profile of this name could be written now: a person who signed in must not learn only then. */
export async function requireWritable(name: string, env: ProcessEnvironment | undefined): Promise<void> {
  const file = requireProfileFile(name, env);
  const probe = `${file}.${process.pid}.tmp`;
  await writeDraft(probe, '').catch(unwritable(file));
  await rm(probe, { force: true });
}

async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeDraft(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeDraft(draft: string, text: string): Promise<void> {
  await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
  await writeFile(draft, text, { mode: 0o600 });
  // A draft that a crash left behind keeps the rights it has.
  await chmod(draft, 0o600);
}

function unwritable(file: string) {
  return (cause: Error): never => {
    throw new CliError('invalid', `The profile ${file} cannot be written: ${cause.message}.`, {
      code: 'ProfileUnwritable',
      hints: ['Make the folder writable, or set XDG_CONFIG_HOME to another one.'],
      cause,
    });
  };
}

function requireProfileFile(name: string, env: ProcessEnvironment | undefined): string {
  const file = profileFile(name, env);
  if (file !== undefined) return file;
  throw usage('Set HOME or XDG_CONFIG_HOME: without them idp has no folder for its configuration.');
}

function profileFile(name: string, env: ProcessEnvironment | undefined): string | undefined {
  if (!/^[a-z0-9][a-z0-9_-]{0,40}$/i.test(name))
    throw usage(`'${name}' is not a valid profile name. Use letters, digits, '-' and '_'.`);
  const folder = profilesFolder(env);
  return folder === undefined ? undefined : join(folder, name + ending);
}

function profilesFolder(env: ProcessEnvironment | undefined): string | undefined {
  const { XDG_CONFIG_HOME, HOME } = readConfig(CliConfig, env);
  const base = XDG_CONFIG_HOME ?? (HOME === undefined ? undefined : join(HOME, '.config'));
  return base === undefined ? undefined : join(base, 'leasehold', 'profiles');
}

function parsed(file: string, text: string): Profile {
  const found = Profile.safeParse(jsonOf(text));
  if (found.success) return found.data;
  throw usage(`${file} is not a valid profile.`, 'Remove it, and sign in again.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Rights mean nothing on Windows, where the folder is the person's own. */
async function refuseOthers(file: string): Promise<void> {
  const { mode, uid } = await stat(file);
  const me = process.getuid?.();
  if (me === undefined || (uid === me && (mode & othersBits) === 0)) return;
  throw usage(
    `${file} can be read by other users; it is not used.`,
    `Run 'chmod 600 ${file}' if no one else has read it; otherwise sign in again.`,
  );
}

function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw usage(`The profiles cannot be read: ${error.message}.`);
}
