/** The program of the action `template-comment` (actions/template-comment/action.yml). */
import '../src/action/needed-node';
import { runTemplateCommentAction } from '../src/action/template/run-template-comment';
import { jobWorld } from '../src/action/job-world';
import { useProxy } from '../src/client/proxy';
import { machineEnvironment } from '../src/config/machine';

await useProxy(machineEnvironment());
process.exitCode = await runTemplateCommentAction({
  env: machineEnvironment(),
  machine: jobWorld(),
  write: (text) => void process.stdout.write(text),
});
