/** `npm run package:client`: the typed client of the API as a package of its own (`dist/leasehold-client-<version>.tgz`). */
import { join } from 'node:path';
import { packageClient } from './build/package-client';

console.log(`packed  ${await packageClient(join(import.meta.dirname, '..'), 'dist')}`);
