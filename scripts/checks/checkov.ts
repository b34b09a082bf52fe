import { join } from 'node:path';
import type { Finding } from './finding';
import { synthesizedTemplates } from './synthesized-templates';
import { readJson } from './workflow-checks';

interface CheckovReport {
  results?: {
    failed_checks: { check_id: string; resource: string; file_path: string; check_name: string }[];
  };
  summary?: { passed: number; parsing_errors: number };
}

const quiet = ['--compact', '--quiet', '--skip-download', '--output', 'json'];

/** What checkov finds in the modules as the templates use them. */
export function checkTerraform(bin: string, root: string): Promise<Finding[]> {
  const folder = ['--directory', 'terraform', '--framework', 'terraform', '--skip-path', '.*/tests/.*'];
  return runCheckov(bin, folder, root);
}

/** What checkov finds in the templates that were synthesized last. */
export function checkSynthesized(bin: string, root: string): Promise<Finding[]> {
  const files = synthesizedTemplates(root).flatMap((template) => ['--file', template]);
  return runCheckov(bin, [...files, '--framework', 'cloudformation'], root);
}

async function runCheckov(bin: string, what: readonly string[], root: string): Promise<Finding[]> {
  const program = join(bin, 'checkov');
  const printed = await readJson<CheckovReport | CheckovReport[]>(program, [...what, ...quiet], root);
  const [report] = [printed].flat();
  if (!report?.summary || report.summary.passed === 0 || report.summary.parsing_errors > 0)
    throw new Error('checkov could not read what it was to check.');
  return (report.results?.failed_checks ?? []).map(({ check_id, resource, file_path, check_name }) => ({
    check: check_id,
    where: `${resource} in ${file_path} (${check_name})`,
  }));
}
