import { success } from '../client/exit-codes';
import { asksForOverview, fitsInto, overview } from './overview';
import { columnsOf } from './print/columns';
import type { World } from './world';

/** Runs what was typed (without node and script) and returns the exit code; what a command needs is loaded for commands only. */
export async function runProgram(argv: string[], world: World): Promise<number> {
  if (asksForOverview(argv)) {
    world.stdout.write(await overviewFor(columnsOf(world.stdout)));
    return success;
  }
  const { runCommand } = await import('./run-command');
  return runCommand(argv, world);
}

/** What breaks lines is loaded where a terminal is too narrow. */
async function overviewFor(columns: number): Promise<string> {
  const whole = overview();
  if (fitsInto(columns, whole)) return whole;
  const { foldWords } = await import('../client/text/fold');
  return overview(columns, foldWords);
}
