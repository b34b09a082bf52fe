/** The program of the action `environment` (actions/environment/action.yml). */
import '../src/action/needed-node';
import { ulid } from 'ulid';
import { jobWorld } from '../src/action/job-world';
import { runEnvironmentAction } from '../src/action/run-environment';
import { useProxy } from '../src/client/proxy';
import { machineEnvironment } from '../src/config/machine';

await useProxy(machineEnvironment());
process.exitCode = await runEnvironmentAction({
  env: machineEnvironment(),
  machine: { ...jobWorld(), newId: async () => ulid() },
  write: (text) => void process.stdout.write(text),
});
