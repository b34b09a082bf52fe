import { randomUUID } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLastingGroup } from '../../tools/processes/lasting-group';
import { identityOf, isRunning, type ProcessIdentity } from '../../tools/processes/process-identity';
import { askEmulator, commandOf, type Emulator, type EmulatorOptions, type Program } from '../emulator';
import { untilItAnswers } from '../until-it-answers';
import { noteOwner } from '../start/old-folders';
import { emulatorMark, endEmulator, graceSeconds, type KeptPlane } from './keep-plane';
import { type EmulatorName, emulatorPaths } from './kept-record';

/** Where an emulator is kept, and how it is started if it must be. */
export interface KeepOptions extends Pick<EmulatorOptions, 'env'> {
  kept: KeptPlane;
  folder: string;
  program: Program;
  /** What is lost if a new one must be started. */
  losses: readonly EmulatorName[];
  /** A line for the person at the terminal. */
  notice: (line: string) => void;
}

const lookMs = 500;

/** The emulator of the plane before, if that is really it and it answers, or a new one. */
export async function keepEmulator(name: EmulatorName, options: KeepOptions): Promise<Emulator> {
  const adopted = await adopt(name, options);
  return adopted ?? startAnew(name, options);
}

async function adopt(name: EmulatorName, { kept, folder }: KeepOptions): Promise<Emulator | undefined> {
  const known = kept.record.emulators[name];
  if (!known) return undefined;
  const url = `unix://${emulatorPaths(folder, name).socket}`;
  const answer = (await isRunning(known.process)) ? await askEmulator(url) : undefined;
  if (!answer) {
    await endEmulator(known);
    return undefined;
  }
  await noteOwner(folder, known.process);
  const ended = watch(known.process).then(() => 'it was killed or crashed');
  return { url, ...answer, ended, close: () => Promise.resolve() };
}

/** Of a process that is no child of ours it can only be seen that it is gone. */
async function watch(identity: ProcessIdentity): Promise<void> {
  while (await isRunning(identity)) await sleep(lookMs, undefined, { ref: false });
}

async function startAnew(name: EmulatorName, options: KeepOptions): Promise<Emulator> {
  const { kept, folder, program, env, losses, notice } = options;
  const what = `The AWS emulator of the ${name}`;
  const { socket, keeper, output } = emulatorPaths(folder, name);
  for (const file of await readdir(folder))
    if (file.startsWith(`${name}.`)) await rm(join(folder, file), { recursive: true, force: true });
  const mark = randomUUID();
  const command = commandOf(program, env, { socket });
  const marked = { ...command, mark: { name: emulatorMark, value: mark }, keeper, output, graceSeconds };
  const { pid, exited } = await startLastingGroup(marked);
  const process = await identityOf(pid);
  if (!process) throw new Error(`${what} ended immediately: ${(await lastWords(output)).trim()}`);
  // On disk before it is used, and together with what is lost: no later plane may take an empty emulator for the one before.
  await kept.update({
    emulators: { ...kept.record.emulators, [name]: { process, mark } },
    lost: kept.record.lost.concat(losses),
  });
  await noteOwner(folder, process);
  const url = `unix://${socket}`;
  const { accountId } = await untilItAnswers({
    what,
    ask: () => askEmulator(url),
    ended: exited,
    lastWords: () => lastWords(output),
    notice,
  });
  return { url, accountId, ended: exited, close: () => Promise.resolve() };
}

const lastBytes = 500;

/** The end of what a program printed. */
async function lastWords(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(lastBytes),
      position: Math.max(0, size - lastBytes),
    });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
