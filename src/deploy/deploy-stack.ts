import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployConfig } from '../../lib/config/schema';
import { nameIn } from '../plane/names';
import { root } from './read-stage';
import { assembly, runCdk } from './run-cdk';

/** Deploys one stack of a stage as it was synthesized, and returns what it says of itself. */
export async function deployStack<Outputs>(
  { stage }: Pick<DeployConfig, 'stage'>,
  part: string,
): Promise<Outputs> {
  const stack = nameIn(stage, part);
  const file = join(assembly, `${stack}.outputs.json`);
  await runCdk([
    'deploy',
    '--app',
    assembly,
    '--exclusively',
    stack,
    '--require-approval',
    'never',
    '--outputs-file',
    file,
  ]);
  return (JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, Outputs>)[stack] as Outputs;
}
