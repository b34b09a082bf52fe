import { access, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../../client/errors';
import type { LockInfo, OldState } from '../../client/states/old-state';

/** A state in a file. Its lock cannot be held, as Terraform's local backend would take it all the same: it is refused while there is one. */
export function openFileState(file: string): OldState {
  const markPlace = `${file}.adopted.json`;
  const read = async () => {
    await refuseLocked(file);
    return readFile(file).catch((cause: unknown) => {
      throw new CliError('invalid', `The state ${file} cannot be read: ${(cause as Error).message}`, {
        cause,
      });
    });
  };
  return {
    read,
    markPlace,
    isMarked: () => isThere(markPlace),
    mark: (text) => writeFile(markPlace, text),
    hold: async (work) => {
      await refuseLocked(file);
      return work();
    },
  };
}

/** Terraform's local backend leaves this file beside a state while it works on it. */
async function refuseLocked(file: string): Promise<void> {
  const lock = join(dirname(file), `.${basename(file)}.lock.info`);
  const text = await readFile(lock, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    return '{}';
  });
  if (text === undefined) return;
  throw new CliError('conflict', `The state ${file} is locked${holderIn(text)}: ${lock} exists.`, {
    hints: ['Wait until Terraform has ended. If none is running, remove that file.'],
  });
}

function holderIn(text: string): string {
  try {
    const { Who, Created, Operation } = JSON.parse(text) as Partial<LockInfo>;
    const said = [Who && `by ${Who}`, Created && `since ${Created}`, Operation && `for ${Operation}`];
    return said
      .filter(Boolean)
      .map((one) => ` ${String(one)}`)
      .join(',');
  } catch {
    return '';
  }
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
