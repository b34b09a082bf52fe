import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AccessKey } from '../emulators/front/signer';

/** How the CLI reaches the plane of this checkout, and its person what was made there. */
export interface Connection {
  url: string;
  token: string;
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
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(file, { force: true });
  await writeFile(file, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

/** Takes the connection away when its plane stops; that of a plane started since in the same checkout stays. */
export async function removeConnection(root: string, { token }: Connection): Promise<void> {
  const text = await readFile(connectionFile(root), 'utf8').catch(() => '');
  if (text.includes(JSON.stringify(token))) await rm(connectionFile(root), { force: true });
}
