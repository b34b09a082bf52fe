/** Writes docs/openapi.yaml anew, the types that clients are written against, and the schemas of the files that people write. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderClientTypes } from './render-client-types';
import { renderOpenapi } from './render-openapi';
import { renderSchemas } from './schemas/render-schemas';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs', 'openapi.yaml'), renderOpenapi());
writeFileSync(join(root, 'src', 'client', 'typed', 'description.ts'), renderClientTypes());
for (const [name, text] of Object.entries(renderSchemas()))
  writeFileSync(join(root, 'docs', 'schemas', name), text);
