import { CliError } from '../../client/errors';
import { runProgram } from '../run-program';
import type { TerraformJob } from './terraform-job';

/**
 * Git's name for the content of the folder of sources at this commit: the merge commit of a pull request and what the
 * merge makes of the branch have the same one, unless something else came in between.
 */
export async function sourceTree({ base: env, sources, runner }: TerraformJob): Promise<string> {
  const given = { env, say: (line: string) => runner.say(line) };
  const changed = await runProgram('git', ['status', '--porcelain', '--', sources], given);
  if (changed !== '') throw new CliError('conflict', `The files in ${sources} differ from the commit.`);
  return runProgram('git', ['rev-parse', `HEAD:${sources}`], given);
}
