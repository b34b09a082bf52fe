/** The program of the action `plan-comment` (actions/plan-comment/action.yml). */
import '../src/action/needed-node';
import { runPlanCommentAction } from '../src/action/terraform/run-plan-comment';
import { jobWorld } from '../src/action/job-world';
import { useProxy } from '../src/client/proxy';
import { machineEnvironment } from '../src/config/machine';

await useProxy(machineEnvironment());
process.exitCode = await runPlanCommentAction({
  env: machineEnvironment(),
  machine: jobWorld(),
  write: (text) => void process.stdout.write(text),
});
