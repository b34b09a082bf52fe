/** `npm run sizes`. */
import { join } from 'node:path';
import { printSizes } from './sizes/print-sizes';

printSizes(join(import.meta.dirname, '..'));
