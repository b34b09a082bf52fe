import { findTemplateLinter } from '../../../scripts/test/set-up';
import { runCommand } from '../../../src/tools/run-command';
import { currentMachine } from '../plane/machine';

/** What cfn-lint has to say about CloudFormation templates: nothing when it finds neither error nor warning. */
export async function lintTemplates(files: string[]): Promise<string> {
  const { found, howToGet } = await findTemplateLinter(currentMachine(), process.cwd());
  if (!found) throw new Error(`There is no cfn-lint: ${howToGet}.`);
  const args = ['--format', 'parseable', ...files];
  const path = found.path;
  const { ok, output } = await runCommand({ path, args, env: process.env, timeoutMs: 120_000 });
  return ok ? output.trim() : output.trim() || 'cfn-lint failed and said nothing';
}
