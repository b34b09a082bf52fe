import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { AccessKey } from '../emulators/front/signer';

/** How the CLI reaches the plane of this checkout, and its person what was made there. */
export interface Connection {
  url: string;
  token: string;
  /** The token of each person by name, the person of this machine among them. */
  people: Record<string, string>;
  pid: number;
  aws: { endpoint: string; region: string } & AccessKey;
}

/** Where the connection of a checkout is kept. */
export function connectionFile(root: string): string {
  return join(root, '.leasehold', 'local.json');
}

/** Writes the connection for this user's eyes only; it replaces that of a plane which is gone. */
export async function writeConnection(root: string, connection: Connection): Promise<void> {
  const file = connectionFile(root);
  const next = `${file}.next`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await forgetWho(root, connection);
  await rm(next, { force: true });
  await writeFile(next, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  // Moved when it is whole: whoever reads it meanwhile sees the old one or the new one.
  await rename(next, file);
}

/** Where the CLI keeps who its user is on the plane of a checkout. */
export function whoFile(root: string): string {
  return join(dirname(connectionFile(root)), 'as');
}

/** Somebody who is not there any more is forgotten, so that nobody is taken for another. */
async function forgetWho(root: string, { people }: Connection): Promise<void> {
  const who = await readFile(whoFile(root), 'utf8').catch(() => '');
  if (!Object.hasOwn(people, who.trim())) await rm(whoFile(root), { force: true });
}

const Named = z.object({ url: z.string(), pid: z.number() });

/** Which plane the connection of a checkout names; undefined where there is none that can be read. */
export async function readConnection(root: string): Promise<z.infer<typeof Named> | undefined> {
  const text = await readFile(connectionFile(root), 'utf8').catch(() => '');
  try {
    return Named.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Takes away what a plane that is gone left, or only half wrote. */
export async function removeStaleConnection(root: string): Promise<void> {
  for (const file of [connectionFile(root), `${connectionFile(root)}.next`]) await rm(file, { force: true });
}

/** Takes the connection away when its plane stops; that of a plane started since in the same checkout stays. */
export async function removeConnection(root: string, { token }: Connection): Promise<void> {
  const text = await readFile(connectionFile(root), 'utf8').catch(() => '');
  if (text.includes(JSON.stringify(token))) await rm(connectionFile(root), { force: true });
}
