/** Writes docs/policies anew: what whoever deploys may do, and what CloudFormation may. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPolicies } from './policies/render-policies';

const folder = join(import.meta.dirname, '..', 'docs', 'policies');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [file, text] of Object.entries(renderPolicies())) writeFileSync(join(folder, file), text);
