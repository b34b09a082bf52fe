import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command';
import { presentFolders } from './source-folders';

/** One check of the whole tree: a program of `node_modules`, its arguments, and what its output must match. */
export interface LintTool {
  name: string;
  program: string;
  args: readonly string[];
  says?: RegExp;
}

/** The checks of a tree, longest first so that two cores end at about the same time. */
export function lintTools(root: string): LintTool[] {
  return [
    { name: 'oxlint', program: 'oxlint/bin/oxlint', args: ['.'], says: /on \d{3,} files/ },
    { name: 'eslint', program: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
    {
      name: 'types',
      // The compiler in Go takes a third of the time of the one in JavaScript, which the other tools need as a library.
      program: 'typescript-native/bin/tsc',
      args: ['--noEmit', '--project', '.', '--pretty', 'false'],
    },
    { name: 'oxfmt', program: 'oxfmt/bin/oxfmt', args: ['--check', '.'], says: /on \d{3,} files/ },
    {
      name: 'import rules',
      program: 'dependency-cruiser/bin/dependency-cruise.mjs',
      args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...presentFolders(root)],
      // It finds nothing wrong with no module at all, too.
      says: /\([1-9]\d* modules/,
    },
    { name: 'knip', program: 'knip/bin/knip.js', args: ['--no-progress'] },
  ];
}

/** Runs the tools side by side, prints one line for each and the whole output of those that fail; returns their names. */
export async function lintTree(root: string, tools = lintTools(root)): Promise<string[]> {
  const waiting = [...tools];
  const failed: string[] = [];
  const worker = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift()) {
      if (!(await runTool(root, tool))) failed.push(tool.name);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, worker));
  return failed;
}

/** Room for what lives briefly, in MB: linting makes so much of it that collecting it costs a seventh of the time otherwise. */
const youngMemory = '--max-semi-space-size=64';

async function runTool(root: string, tool: LintTool): Promise<boolean> {
  const program = join(root, 'node_modules', tool.program);
  const args = [youngMemory, program, ...tool.args];
  const { code, output, seconds } = await runCommand(process.execPath, args, root);
  const passed = code === 0 && (tool.says === undefined || tool.says.test(output));
  console.log(`${passed ? 'passed' : 'FAILED'}  ${tool.name} (${seconds.toFixed(1)} s)`);
  if (!passed) console.log(output.trimEnd());
  return passed;
}
