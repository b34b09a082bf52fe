/** Writes docs/openapi.yaml anew, and the types that clients are written against. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderClientTypes } from './render-client-types';
import { renderOpenapi } from './render-openapi';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs', 'openapi.yaml'), renderOpenapi());
writeFileSync(join(root, 'src', 'client', 'typed', 'description.ts'), renderClientTypes());
