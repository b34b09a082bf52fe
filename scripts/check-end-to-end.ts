/** `.ci/run` asks once more, after `npm test`, whether the proof with real Terraform ran; silent when it did. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingEndToEnd, reportFile, type JestReport } from './test/test-report';

const root = join(import.meta.dirname, '..');
const report = JSON.parse(readFileSync(join(root, reportFile), 'utf8')) as JestReport;
const missing = missingEndToEnd(report, root);
if (missing) {
  console.error(missing);
  process.exitCode = 1;
}
