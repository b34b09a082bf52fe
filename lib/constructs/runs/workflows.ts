import { readFileSync } from 'node:fs';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  DefinitionBody,
  type IStateMachine,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type Arns, nameIn } from '../../../src/plane/names';
import { createRole } from '../../permissions/create-role';
import { workflowPermissions } from '../../../src/plane/permissions/runs';
import {
  definitionFile,
  definitionOf,
  substitutionsOf,
  type WorkflowName,
  workflows,
} from '../../../src/plane/workflows';
import { createLogGroup } from '../hub/log-group';

/** The machines of the plane, each with a role for its own project only. */
export class Workflows extends Construct {
  readonly machines: Record<WorkflowName, IStateMachine>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: { stage: string; arns: Arns },
  ) {
    super(scope, id);
    this.machines = {
      'provision-environment': this.createMachine('provision-environment'),
      'apply-plan': this.createMachine('apply-plan'),
      'destroy-environment': this.createMachine('destroy-environment'),
      'preview-component': this.createMachine('preview-component'),
      'check-drift': this.createMachine('check-drift'),
      'rotate-environment': this.createMachine('rotate-environment'),
    };
  }

  private createMachine(workflow: WorkflowName): IStateMachine {
    const { stage } = this.props;
    const definition = definitionOf(readFileSync(definitionFile, 'utf8'), workflow);
    return new StateMachine(this, workflow, {
      stateMachineName: nameIn(stage, workflow),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: substitutionsOf(workflow, (what) => nameIn(stage, what)),
      role: this.createRole(workflow),
      tracingEnabled: true,
      // Inputs and outputs stay out of the log: what a build says of itself is in its own.
      logs: {
        destination: createLogGroup(
          this,
          `${workflow}-logs`,
          `/aws/vendedlogs/leasehold/${stage}/${workflow}`,
        ),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
  }

  private createRole(workflow: WorkflowName) {
    const { arns } = this.props;
    return createRole(this, `${workflow}-role`, {
      roleName: arns.accountName(`${workflow}-machine`),
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      permissions: workflowPermissions(arns, workflows[workflow].project),
    });
  }
}
