/**
 * `npm run package:cli`: the command line as a package of its own (`dist/leasehold-idp-<version>.tgz`), with all that it needs inside,
 * and as one file (`dist/one-file/idp.mjs`).
 */
import { join } from 'node:path';
import { packageCli } from './build/package-cli';

const { tarball, oneFile } = await packageCli(join(import.meta.dirname, '..'), 'dist');
console.log(`packed  ${tarball}\nbuilt   ${oneFile}`);
