/** The program of the action `plan-comment` (actions/plan-comment/action.yml). */
import { runPlanCommentAction } from '../src/action/terraform/run-plan-comment';
import { jobWorld } from '../src/action/job-world';
import { machineEnvironment } from '../src/config/machine';

process.exitCode = await runPlanCommentAction({
  env: machineEnvironment(),
  machine: jobWorld(),
  write: (text) => void process.stdout.write(text),
});
