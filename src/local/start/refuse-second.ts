import { readConnection } from '../connection-file';
import { FolderHeld, type HeldFolder, holdFolder } from './hold-folder';
import { StartRefused } from './start-refused';

/** Holds the folder of a checkout for this plane; throws StartRefused, which names the plane that runs there already. */
export async function refuseSecond(root: string, folder: string): Promise<HeldFolder> {
  try {
    return await holdFolder(folder);
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error;
    const { pid } = error.holder;
    const connection = await readConnection(root);
    const where = connection?.pid === pid ? connection.url : 'still starting';
    throw new StartRefused([
      `A control plane is already running in ${folder} (pid ${pid}, ${where}). Use it, or stop it with Ctrl-C where it was started.`,
    ]);
  }
}
