/** Writes docs/workflows.md anew, from the commands of the CLI. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderWorkflows } from './workflows/render-workflows';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'workflows.md'), await renderWorkflows());
