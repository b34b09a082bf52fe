import { stringify } from 'yaml';
import { describeApi } from '../lambdas/api/describe-api';

const head = '# Generated from the route table by `npx tsx scripts/openapi.ts`; do not edit.\n';

/** The text of docs/openapi.yaml: the document that the API serves at /openapi.json, for people. */
export function renderOpenapi(): string {
  return head + stringify(describeApi(), { lineWidth: 110, aliasDuplicateObjects: false });
}
