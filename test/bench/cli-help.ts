import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from './figure';
import { ratioFigure } from './figure';
import { measurePairs, show, timeOf } from './measure';

const most = 1.3;
const pairsPerScale = 6;

/** How long the command line takes to say what it can do, against Node saying nothing. */
export const cliHelp: Bench = {
  name: 'cli-help',
  about: '`idp --help` against `node -e 0`',
  run: async ({ pairs }) => {
    const idp = join(process.cwd(), 'dist', 'bin', 'idp.cjs');
    const help = () => timeOf(() => runNode([idp, '--help']));
    const bare = () => timeOf(() => runNode(['-e', '0']));
    // The first start reads the files from the disk.
    await Promise.all([help(), bare()]);
    const { ours, reference } = await measurePairs(pairs * pairsPerScale, { ours: help, reference: bare });
    return [
      ratioFigure('CLI --help', most, {
        ours: ours.median,
        reference: reference.median,
        measured: show(ours),
        against: `node -e 0: ${show(reference)}`,
        detail: { ours, reference },
      }),
    ];
  },
};

function runNode(args: string[]): Promise<void> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`node ${args.join(' ')} ended with ${code}`)),
    );
  });
}
