import { CodeBuildClient, StopBuildCommand } from '@aws-sdk/client-codebuild';
import { isClaimed } from '../../domain/environment/run';
import type { Present } from '../../domain/environment/environment';
import { credentials, region } from '../hub';
import type { Emulator } from '../emulator';
import { emulatorNames, type EmulatorName } from './kept-record';
import { Lives } from './lives';
import { loseLives } from './lose-lives';
import { nameLives } from './take-up-lives';

/** A running plane whose emulators may go away under it. */
export interface Watched {
  emulators: Record<EmulatorName, Emulator>;
  registryUrl: string;
  targetUrl: string;
  buildsUrl: string;
  notice: (line: string) => void;
  /** Starts an empty emulator where the one of this name was. */
  open: (name: EmulatorName) => Promise<Emulator>;
  /** Makes in it what a deployment makes on AWS. */
  furnish: Record<EmulatorName, () => Promise<unknown>>;
  isClosing: () => boolean;
  /** Those that are being replaced, for whoever must wait for it. */
  replaced: Set<EmulatorName>;
}

/**
 * Names an emulator that goes away at once, records what went with it, and puts an empty one in its place. Resolves, with why, only
 * if that cannot be done.
 */
export function replaceEmulators(plane: Watched): Promise<string> {
  return new Promise((resolve) => {
    for (const name of emulatorNames) void watch(plane, name).then(resolve);
  });
}

async function watch(plane: Watched, name: EmulatorName): Promise<string> {
  const { notice, isClosing } = plane;
  for (let emulator = plane.emulators[name]; ;) {
    const how = await emulator.ended;
    if (isClosing()) return 'stopped';
    notice(`the AWS emulator of the ${name} has ended (${how}), and its data is lost`);
    try {
      emulator = await replace(plane, name);
    } catch (error) {
      return `the emulator of the ${name} could not be replaced: ${String(error)}`;
    }
  }
}

async function replace(plane: Watched, name: EmulatorName): Promise<Emulator> {
  const { registryUrl, targetUrl, notice, replaced } = plane;
  replaced.add(name);
  const lives = new Lives(registryUrl);
  try {
    const lost = await loseLives(lives, { names: [name], since: new Date(), targetUrl });
    if (lost.length > 0) notice(`lost (emulator-lost): ${nameLives(lost)}`);
    // Nothing of a life that is lost may be made in the new emulator.
    await stopBuilds(plane, lost);
  } finally {
    lives.close();
  }
  const opened = await plane.open(name);
  await plane.furnish[name]();
  replaced.delete(name);
  notice(`an empty emulator of the ${name} replaces it`);
  return opened;
}

async function stopBuilds({ buildsUrl: endpoint }: Watched, lost: Present[]): Promise<void> {
  const client = new CodeBuildClient({ endpoint, region, credentials });
  const builds = lost.flatMap(({ run }) => (isClaimed(run) ? [run.build] : []));
  await Promise.allSettled(builds.map((id) => client.send(new StopBuildCommand({ id }))));
  client.destroy();
}
