/** The program of the action `stacks-report` (actions/stacks-report/action.yml). */
import '../src/action/needed-node';
import { runStacksReportAction } from '../src/action/stacks/publish/run-stacks-report';
import { jobWorld } from '../src/action/job-world';
import { useProxy } from '../src/client/proxy';
import { machineEnvironment } from '../src/config/machine';

await useProxy(machineEnvironment());
process.exitCode = await runStacksReportAction({
  env: machineEnvironment(),
  machine: jobWorld(),
  write: (text) => void process.stdout.write(text),
});
