/** The program of the action `comment` (actions/comment/action.yml). */
import '../src/action/needed-node';
import { runCommentAction } from '../src/action/comment/run-comment';
import { jobWorld } from '../src/action/job-world';
import { useProxy } from '../src/client/proxy';
import { machineEnvironment } from '../src/config/machine';

await useProxy(machineEnvironment());
process.exitCode = await runCommentAction({
  env: machineEnvironment(),
  machine: jobWorld(),
  write: (text) => void process.stdout.write(text),
});
