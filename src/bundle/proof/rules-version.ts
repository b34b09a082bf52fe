import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFolder } from '../../tools/read-folder';

/**
 * The digest of what judges bundles in a checkout: the files of `src/bundle`, and the packages it is run with. It is taken from
 * the sources, so nobody has to remember to raise it.
 */
export async function rulesVersion(checkout: string): Promise<string> {
  const rules = await readFolder(join(checkout, 'src', 'bundle'));
  const hash = createHash('sha256').update(await readFile(join(checkout, 'package-lock.json')));
  for (const [path, bytes] of rules) hash.update(`\n${path}\n`).update(bytes);
  return hash.digest('hex');
}
