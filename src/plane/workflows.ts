import type { Workflow } from '../domain/environment/run';

/** A state machine: what sets it apart from the others, which run one build and settle its run as it does. */
export interface PlaneWorkflow {
  comment: string;
  /** The name of the state that runs the build. */
  firstState: string;
  project: 'provision' | 'destroy';
}

/** The state machines by their names. */
export const workflows: Readonly<Record<Workflow, PlaneWorkflow>> = {
  'provision-environment': {
    comment: 'Plans an environment and, where no person has to agree, applies the plan in the same build.',
    firstState: 'Plan and apply',
    project: 'provision',
  },
  'apply-plan': {
    comment: 'Applies a plan that a person approved.',
    firstState: 'Apply the approved plan',
    project: 'provision',
  },
  'destroy-environment': {
    comment: 'Destroys an environment and verifies that it is empty.',
    firstState: 'Destroy and verify',
    project: 'destroy',
  },
};

/** The name of a state machine. */
export type WorkflowName = keyof typeof workflows;

/** The names of the state machines. */
export const workflowNames = Object.keys(workflows) as WorkflowName[];

/** The one definition of them all, from the checkout's root. */
export const definitionFile = 'statemachines/run-one-build.asl.json';

/** What a definition leaves open until it is deployed, by project. */
const projectPlaces = { provision: 'ProvisionProject', destroy: 'DestroyProject' } as const;

/** The definition of one workflow, made of the text of the definition file. */
export function definitionOf(text: string, workflow: Workflow): string {
  const { comment, firstState, project } = workflows[workflow];
  return text
    .replaceAll('${Comment}', comment)
    .replaceAll('${FirstState}', firstState)
    .replaceAll('${Project}', `\${${projectPlaces[project]}}`);
}

/** What the places of a workflow's definition are filled with; `nameOf` gives a thing of the plane its physical name. */
export function substitutionsOf(
  workflow: Workflow,
  nameOf: (what: string) => string,
): Record<string, string> {
  const { project } = workflows[workflow];
  return { [projectPlaces[project]]: nameOf(project), SettleRunFunction: nameOf('workflow-settle-run') };
}
