import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connectionFile } from '../connection-file';
import { StartRefused } from './start-refused';

/** Makes the folder that planes of a checkout are kept in, and looks whether all that will be written there can be; throws StartRefused. */
export async function makePlace(root: string): Promise<string> {
  const folder = join(root, '.leasehold');
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST' || error.code === 'ENOTDIR')
      throw new StartRefused([`${folder} is not a folder; remove it.`]);
    throw new StartRefused([`${folder} cannot be created: ${error.message}.`]);
  });
  await access(folder, constants.W_OK | constants.X_OK).catch((error: Error) => {
    throw new StartRefused([`${folder} is not writable: ${error.message}.`]);
  });
  const files = [connectionFile(root), join(folder, 'local.log')];
  const lines = await Promise.all(files.map(refuseFolder));
  const found = lines.filter((line) => line !== undefined);
  if (found.length > 0) throw new StartRefused(found);
  return folder;
}

async function refuseFolder(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined || found.isFile()
    ? undefined
    : `${file} is not a file; remove it: 'npm start' writes a file there.`;
}

const whyNot: Record<string, string> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'only a privileged user may use it',
};

/** Whether the API can listen on a port of this machine; throws StartRefused where it cannot. */
export function checkPort(port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = '', message }: NodeJS.ErrnoException) => {
      const why = whyNot[code] ?? message;
      reject(new StartRefused([`The port ${port} cannot be used: ${why}. Set PORT to another, or to 0.`]));
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
