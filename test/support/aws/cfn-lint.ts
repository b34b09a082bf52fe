import { thisMachine } from '../../../src/local/machine';
import { executableFolders, findExecutables } from '../../../src/tools/find-executable';
import { runCommand } from '../../../src/tools/run-command';

const advice = 'cfn-lint is not on the PATH; get it with `pip install cfn-lint` (or `pipx install cfn-lint`)';

/** What cfn-lint has to say about CloudFormation templates: nothing when it finds neither error nor warning. */
export async function lintTemplates(files: string[]): Promise<string> {
  const folders = executableFolders(thisMachine(process.env));
  const [path] = findExecutables('cfn-lint', folders);
  if (path === undefined) throw new Error(advice);
  const args = ['--format', 'parseable', ...files];
  const { ok, output } = await runCommand({ path, args, env: process.env, timeoutMs: 120_000 });
  return ok ? output.trim() : output.trim() || 'cfn-lint failed and said nothing';
}
