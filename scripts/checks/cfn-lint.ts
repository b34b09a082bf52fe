import { findTemplateLinter } from '../test/set-up';
import type { Host } from '../../src/tools/tool';
import type { Equipped } from './equip-checks';
import type { Finding } from './finding';
import { synthesizedTemplates } from './synthesized-templates';
import { readJson } from './workflow-checks';

interface Match {
  Rule: { Id: string };
  Message: string;
  Filename: string;
  Location: { Start: { LineNumber: number } };
}

/** cfn-lint, which the set-up of the tests finds. */
export async function equipCfnLint(machine: Host, root: string): Promise<Equipped> {
  const { found, howToGet } = await findTemplateLinter(machine, root);
  return found ? { bin: found.path } : { missing: howToGet };
}

/** What cfn-lint finds in the templates that were synthesized last, warnings too. */
export async function runCfnLint(program: string, root: string): Promise<Finding[]> {
  const found = await readJson<Match[]>(program, ['--format', 'json', ...synthesizedTemplates(root)], root);
  return found.map(({ Rule, Message, Filename, Location }) => ({
    check: Rule.Id,
    where: `${Filename}:${Location.Start.LineNumber} ${Message}`,
  }));
}
