/** The program of the action `environment` (actions/environment/action.yml). */
import { setTimeout as sleep } from 'node:timers/promises';
import { ulid } from 'ulid';
import { runEnvironmentAction } from '../src/action/run-environment';
import { machineEnvironment } from '../src/config/machine';

const interruption = new AbortController();
const { signal } = interruption;
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

process.exitCode = await runEnvironmentAction({
  env: machineEnvironment(),
  machine: {
    now: Date.now,
    sleep: (ms) => sleep(ms, undefined, { signal }),
    newId: async () => ulid(),
    interrupted: signal,
  },
  write: (text) => void process.stdout.write(text),
});
