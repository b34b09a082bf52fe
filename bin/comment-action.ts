/** The program of the action `comment` (actions/comment/action.yml). */
import { runCommentAction } from '../src/action/comment/run-comment';
import { machineEnvironment } from '../src/config/machine';

process.exitCode = await runCommentAction(machineEnvironment(), (text) => void process.stdout.write(text));
