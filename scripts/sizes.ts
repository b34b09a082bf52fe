/** `npm run sizes`. */
import { join } from 'node:path';
import { printSizes } from './print-sizes';

printSizes(join(import.meta.dirname, '..'));
