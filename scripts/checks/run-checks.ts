import type { Host } from '../../src/tools/tool';
import { runCommand } from '../lint/run-command';
import type { Counts } from '../test/test-report';
import { equipCfnLint, runCfnLint } from './cfn-lint';
import { checkApi } from './check-api';
import { checkSynthesized, checkTerraform } from './checkov';
import { equipActionlint, equipPython, type Equipped } from './equip-checks';
import { exceptions } from './exceptions';
import { type Finding, unexcepted } from './finding';
import { runActionlint, runZizmor } from './workflow-checks';

/** One of the tools, where it lies, and what it finds. */
interface Check {
  name: string;
  tool: Equipped;
  find: (bin: string, root: string) => Promise<Finding[]>;
}

/** Runs every tool that can be had, says a line for each and for each finding, and returns how they ended. */
export async function runChecks(root: string, machine: Host, say: (line: string) => void): Promise<Counts> {
  const [python, actionlint] = [await equipPython(machine, root), await equipActionlint(machine, root)];
  const checks: Check[] = [
    { name: 'zizmor', tool: python, find: runZizmor },
    { name: 'actionlint', tool: actionlint, find: runActionlint },
    { name: 'checkov terraform', tool: python, find: checkTerraform },
    { name: 'checkov cloudformation', tool: python, find: synthesizeAndCheck },
    { name: 'cfn-lint', tool: await equipCfnLint(machine, root), find: runCfnLint },
    // After the checks of the synthesized stage, whose first one makes the bundles that the plane runs.
    { name: 'schemathesis', tool: python, find: checkApi },
  ];
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const check of checks) counts[await runCheck(check, root, say)] += 1;
  return counts;
}

async function runCheck(
  { name, tool, find }: Check,
  root: string,
  say: (line: string) => void,
): Promise<keyof Counts> {
  if ('missing' in tool) {
    say(`missing  ${name}: ${tool.missing}`);
    return 'skipped';
  }
  const started = performance.now();
  const problems = await find(tool.bin, root).then(
    (findings) => unexcepted(findings, exceptions[name] ?? []),
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`${problems.length === 0 ? 'passed' : 'FAILED'}   ${name} (${seconds} s)`);
  for (const problem of problems) say(`         ${problem}`);
  return problems.length === 0 ? 'passed' : 'failed';
}

async function synthesizeAndCheck(bin: string, root: string): Promise<Finding[]> {
  const { code, output } = await runCommand('npm', ['run', '--silent', 'synth'], root);
  if (code !== 0) throw new Error(`The stage could not be synthesized: ${output.trim().slice(-500)}`);
  return checkSynthesized(bin, root);
}
