/**
 * `npm ci` runs this last. It is plain JavaScript and never fails the installation: without the development
 * dependencies there is nothing to build with, and a broken source tree must still be installable to be mended.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');

if (!existsSync(tsx) || !existsSync(join(root, 'node_modules', 'esbuild'))) {
  console.log('Nothing is built without the development dependencies; `npm ci` installs them.');
} else {
  const { status } = spawnSync(process.execPath, [tsx, join(root, 'scripts', 'build.ts')], {
    stdio: 'inherit',
  });
  if (status !== 0)
    console.error('Not everything was built. `npm run build` shows why and fails until it is mended.');
}
