import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineSource } from '../emulators/step-functions/start-step-functions';
import { definitionFile, definitionOf, substitutionsOf, workflowNames } from '../plane/workflows';
import { nameHere } from './hub';

/** The state machines of the checkout, named and filled in as a deployment does. */
export async function workflowMachines(root: string): Promise<MachineSource[]> {
  const text = await readFile(join(root, definitionFile), 'utf8');
  return workflowNames.map((workflow) => ({
    name: nameHere(workflow),
    definition: definitionOf(text, workflow),
    substitutions: substitutionsOf(workflow, nameHere),
  }));
}
