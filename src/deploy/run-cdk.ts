import { spawn } from 'node:child_process';
import { root } from './read-stage';
import { Refused } from './run-script';

/** Where the synthesized stage lies, so that what was shown is what is deployed. */
export const assembly = 'dist/cdk';

/** Writes the templates of the stage that `file` describes. */
export async function synthesize(file: string): Promise<void> {
  await runCdk(['synth', '--quiet', '--context', `config=${file}`]);
}

/** Runs `cdk` with this terminal as its own; refused when it fails, since it has said why. */
export async function runCdk(args: readonly string[]): Promise<void> {
  const child = spawn('cdk', args, { cwd: root, stdio: 'inherit' });
  const code = await new Promise<number>((end) => {
    child.on('error', () => end(127));
    child.on('close', (status) => end(status ?? 1));
  });
  if (code !== 0) throw new Refused(`cdk ${args[0]} ended with code ${code}; nothing further was done.`);
}
