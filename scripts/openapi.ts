/** Writes docs/openapi.yaml anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderOpenapi } from './render-openapi';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'openapi.yaml'), renderOpenapi());
