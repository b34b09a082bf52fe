import { success } from '../client/exit-codes';
import { asksForOverview, fitsInto, overview } from './overview';
import { columnsOf } from './print/columns';
import type { World } from './world';

/** Whether a shell asks what may stand where its cursor is; nobody types that, so it is no command. */
export function asksForWords([word]: string[]): boolean {
  return word === '__complete';
}

/** Runs what was typed (without node and script) and returns the exit code; what a command needs is loaded for commands only. */
export async function runProgram(argv: string[], world: World): Promise<number> {
  if (asksForOverview(argv)) {
    world.stdout.write(await overviewFor(columnsOf(world.stdout)));
    return success;
  }
  if (asksForWords(argv)) return (await import('./completion/complete')).complete(argv.slice(1), world);
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
