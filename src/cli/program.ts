import { success } from '../client/exit-codes';
import { asksForOverview, overview } from './overview';
import type { World } from './world';

/** Runs what was typed (without node and script) and returns the exit code; what a command needs is loaded for commands only. */
export async function runProgram(argv: string[], world: World): Promise<number> {
  if (asksForOverview(argv)) {
    world.stdout.write(overview());
    return success;
  }
  const { runCommand } = await import('./run-command');
  return runCommand(argv, world);
}
