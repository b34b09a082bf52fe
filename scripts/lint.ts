/** `npm run lint`: style, types, layout, import rules and unused code. */
import { join } from 'node:path';
import { lintTree } from './lint/lint-tree';

const failed = await lintTree(join(import.meta.dirname, '..'));
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}.`);
  process.exitCode = 1;
}
