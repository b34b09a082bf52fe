/** The program of the action `stacks` (actions/stacks/action.yml). */
import '../src/action/needed-node';
import { ulid } from 'ulid';
import { jobWorld } from '../src/action/job-world';
import { runStacksAction } from '../src/action/stacks/run-stacks-action';
import { useProxy } from '../src/client/proxy';
import { machineEnvironment } from '../src/config/machine';

await useProxy(machineEnvironment());
process.exitCode = await runStacksAction({
  env: machineEnvironment(),
  machine: { ...jobWorld(), newId: async () => ulid() },
  write: (text) => void process.stdout.write(text),
});
