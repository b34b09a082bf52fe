import { spawn } from 'node:child_process';
import type { AccountFacts } from '../../lib/facts';
import type { DeployConfig } from '../../lib/config/schema';
import { root } from './read-stage';
import { Refused } from './run-script';

/** Where the synthesized stage lies, so that what was shown is what is deployed. */
export const assembly = 'dist/cdk';

/** A stage with the file that describes it, and what is known of the account that it is for. */
export interface StageOrder extends Partial<AccountFacts> {
  file: string;
  config: DeployConfig;
}

/** Writes the templates of a stage. */
export async function synthesize({ file, protection, capacity }: Omit<StageOrder, 'config'>): Promise<void> {
  const facts = { protection, capacity: capacity && JSON.stringify(capacity), config: file };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  await runCdk(['synth', '--quiet', ...known.flatMap(([name, value]) => ['--context', `${name}=${value}`])]);
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
