/**
 * `npm run checks`: what tools of others find in workflows, Terraform, the synthesized stage and the API, each in `.leasehold/tools`
 * with its digests. What cannot be had is said in a line and skipped; closes with one line `N passed, N failed, N skipped`.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { machineEnvironment } from '../src/config/machine';
import { runChecks } from './checks/run-checks';
import { printCounts } from './test/test-report';

const machine = {
  env: machineEnvironment(),
  home: homedir(),
  platform: process.platform,
  arch: process.arch,
};
const counts = await runChecks(join(import.meta.dirname, '..'), machine, (line) => console.log(line));
console.log(printCounts(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;
