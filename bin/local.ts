import { resolve } from 'node:path';
import { machineEnvironment } from '../src/config/machine';
import { printable } from '../src/domain/base/printable';
import { runLocal } from '../src/local/run-local';
import { StartRefused } from '../src/local/start/start-refused';

const root = resolve(import.meta.dirname, '..');
// What a plane keeps, each file of it, is for this user's eyes only.
process.umask(0o077);

const say = (line: string) => console.log(printable(line));

runLocal({ root, env: machineEnvironment(), args: process.argv.slice(2), say }).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(error instanceof StartRefused ? 2 : 1);
  },
);
