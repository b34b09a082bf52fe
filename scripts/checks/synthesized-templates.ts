import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('dist', 'cdk');

/** The templates that were synthesized last, as paths below the root; throws where there are none. */
export function synthesizedTemplates(root: string): string[] {
  const templates = readdirSync(join(root, folder)).filter((name) => name.endsWith('.template.json'));
  if (templates.length === 0) throw new Error(`There is no template in ${folder}.`);
  return templates.map((name) => join(folder, name));
}
