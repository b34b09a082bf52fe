/** The program of the action `image` (actions/image/action.yml). */
import '../src/action/needed-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { runImageAction } from '../src/action/image/run-image';
import { machineEnvironment } from '../src/config/machine';

process.exitCode = await runImageAction({
  env: machineEnvironment(),
  machine: { now: Date.now, sleep: (ms) => sleep(ms) },
  write: (text) => void process.stdout.write(text),
});
