/** The program of the action `terraform` (actions/terraform/action.yml). */
import '../src/action/needed-node';
import { jobWorld } from '../src/action/job-world';
import { runTerraformAction } from '../src/action/terraform/run-terraform-action';
import { machineEnvironment } from '../src/config/machine';

process.exitCode = await runTerraformAction({
  env: machineEnvironment(),
  machine: jobWorld(),
  write: (text) => void process.stdout.write(text),
});
