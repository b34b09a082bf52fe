import { resolve } from 'node:path';
import { machineEnvironment, silenceSdkAdvice } from '../src/config/machine';
import { printable } from '../src/domain/base/printable';
import { runLocal } from '../src/local/run-local';

const root = resolve(import.meta.dirname, '..');
silenceSdkAdvice();

runLocal({ root, env: machineEnvironment(), say: (line) => console.log(printable(line)) }).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
