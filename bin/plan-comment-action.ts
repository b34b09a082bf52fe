/** The program of the action `plan-comment` (actions/plan-comment/action.yml). */
import { runPlanCommentAction } from '../src/action/terraform/run-plan-comment';
import { machineEnvironment } from '../src/config/machine';

process.exitCode = await runPlanCommentAction(
  machineEnvironment(),
  (text) => void process.stdout.write(text),
);
