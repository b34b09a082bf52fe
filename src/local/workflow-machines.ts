import { join } from 'node:path';
import { machinePrefix } from './hub-environment';
import { readFolder } from '../tools/read-folder';
import { projects } from './runner-projects';
import type { MachineSource } from '../emulators/step-functions/start-step-functions';

/** The one Lambda function that the state machines name. */
export const settleTaskName = 'workflow-settle-run';

const substitutions = {
  ProvisionProject: projects.provision,
  DestroyProject: projects.destroy,
  SettleRunFunction: settleTaskName,
};

/** The state machines of the checkout, named and filled in as CDK would. */
export async function workflowMachines(root: string): Promise<MachineSource[]> {
  const files = await readFolder(join(root, 'statemachines'));
  return [...files].map(([file, bytes]) => {
    const definition = new TextDecoder().decode(bytes);
    const name = `${machinePrefix}${file.replace('.asl.json', '')}`;
    return { name, definition, substitutions: namedIn(definition) };
  });
}

/** A machine is given only what it names, as a substitution nobody asks for is a mistake. */
function namedIn(definition: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(substitutions).filter(([name]) => definition.includes(`\${${name}}`)),
  );
}
