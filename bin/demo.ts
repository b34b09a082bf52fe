import { resolve } from 'node:path';
import { machineEnvironment } from '../src/config/machine';
import { runDemo } from '../src/local/demo/demo';

const root = resolve(import.meta.dirname, '..');
const leave = new AbortController();
// Every Ctrl-C is caught: a second one must not keep the first from stopping what was started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => leave.abort());

const write = (text: string) => void process.stdout.write(text);
runDemo({ root, env: machineEnvironment(), write, signal: leave.signal }).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
