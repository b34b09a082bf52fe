/** The program of the action `environment` (actions/environment/action.yml). */
import { ulid } from 'ulid';
import { jobWorld } from '../src/action/job-world';
import { runEnvironmentAction } from '../src/action/run-environment';
import { machineEnvironment } from '../src/config/machine';

process.exitCode = await runEnvironmentAction({
  env: machineEnvironment(),
  machine: { ...jobWorld(), newId: async () => ulid() },
  write: (text) => void process.stdout.write(text),
});
