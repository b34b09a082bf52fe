/** The program of the action `template` (actions/template/action.yml). */
import '../src/action/needed-node';
import { ulid } from 'ulid';
import { jobWorld } from '../src/action/job-world';
import { runTemplateAction } from '../src/action/template/run-template-action';
import { openWorkshop } from '../src/author/workshop';
import { useProxy } from '../src/client/proxy';
import { machineEnvironment } from '../src/config/machine';

await useProxy(machineEnvironment());
process.exitCode = await runTemplateAction({
  env: machineEnvironment(),
  machine: { ...jobWorld(), newId: async () => ulid() },
  write: (text) => void process.stdout.write(text),
  workshop: () => openWorkshop(process.cwd(), process.argv[1]),
});
