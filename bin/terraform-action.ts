/** The program of the action `terraform` (actions/terraform/action.yml). */
import { setTimeout as sleep } from 'node:timers/promises';
import { runTerraformAction } from '../src/action/terraform/run-terraform-action';
import { machineEnvironment } from '../src/config/machine';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

process.exitCode = await runTerraformAction({
  env: machineEnvironment(),
  machine: { now: Date.now, sleep: (ms) => sleep(ms), interrupted: interruption.signal },
  write: (text) => void process.stdout.write(text),
});
