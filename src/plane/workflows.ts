import type { AnyWorkflow } from '../domain/environment/run';

/** A state machine: what sets it apart from the others, which run one build and settle its run as it does. */
export interface PlaneWorkflow {
  comment: string;
  /** The name of the state that runs the build. */
  firstState: string;
  project: 'provision' | 'destroy';
  /** Whether its runs are previews, whose builds learn of which plan of a stack they are. */
  isPreview?: boolean;
}

/** The state machines by their names. */
export const workflows: Readonly<Record<AnyWorkflow, PlaneWorkflow>> = {
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
  'preview-component': {
    comment: 'Plans a component of a stack before its producers exist; nothing is held, changed or applied.',
    firstState: 'Plan the component',
    project: 'provision',
    isPreview: true,
  },
  'check-drift': {
    comment: 'Compares an environment with what was applied, and changes nothing.',
    firstState: 'Check for drift',
    project: 'provision',
  },
  'rotate-environment': {
    comment:
      'Rotates the credentials, secrets and keys that an environment holds, by the services that keep them.',
    firstState: 'Rotate what it holds',
    project: 'provision',
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
export function definitionOf(text: string, workflow: AnyWorkflow): string {
  const { comment, firstState, project, isPreview = false } = workflows[workflow];
  const definition = text
    .replaceAll('${Comment}', comment)
    .replaceAll('${FirstState}', firstState)
    .replaceAll('${Project}', `\${${projectPlaces[project]}}`);
  return isPreview ? withPlan(definition, firstState) : definition;
}

/** What of a definition is added to. */
interface RunsBuild {
  States: Record<string, { Arguments: { EnvironmentVariablesOverride: object[] } }>;
}

function withPlan(text: string, firstState: string): string {
  const definition = JSON.parse(text) as RunsBuild;
  const plan = { Name: 'LEASEHOLD_PLAN', Type: 'PLAINTEXT', Value: '{% $states.input.plan %}' };
  definition.States[firstState]?.Arguments.EnvironmentVariablesOverride.push(plan);
  return JSON.stringify(definition, null, 2);
}

/** What the places of a workflow's definition are filled with; `nameOf` gives a thing of the plane its physical name. */
export function substitutionsOf(
  workflow: AnyWorkflow,
  nameOf: (what: string) => string,
): Record<string, string> {
  const { project } = workflows[workflow];
  return { [projectPlaces[project]]: nameOf(project), SettleRunFunction: nameOf('workflow-settle-run') };
}
