/** Writes docs/components.md anew, from the templates and how they are lived with. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderComponents } from './components/render-components';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'components.md'), renderComponents());
