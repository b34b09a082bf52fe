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
import type { workflows } from '../../names';
import { type Arns, nameIn } from '../../names';
import { createRole } from '../../permissions/permission';
import { workflowPermissions } from '../../permissions/runs';
import { createLogGroup } from '../hub/log-group';

type Workflow = (typeof workflows)[number];

/** A machine per file of statemachines/, each with a role for its own project only. */
export class Workflows extends Construct {
  readonly machines: Record<Workflow, IStateMachine>;

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
    };
  }

  private createMachine(workflow: Workflow): IStateMachine {
    const { stage } = this.props;
    const definition = readFileSync(`statemachines/${workflow}.asl.json`, 'utf8');
    return new StateMachine(this, workflow, {
      stateMachineName: nameIn(stage, workflow),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: this.substitutionsIn(definition),
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

  private createRole(workflow: Workflow) {
    const { stage, arns } = this.props;
    const project = workflow === 'destroy-environment' ? 'destroy' : 'provision';
    return createRole(this, `${workflow}-role`, {
      roleName: nameIn(stage, `${workflow}-machine`),
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      permissions: workflowPermissions(arns, project),
    });
  }

  /** A substitution that a definition does not ask for is a mistake to CloudFormation. */
  private substitutionsIn(definition: string): Record<string, string> {
    const { stage } = this.props;
    const all = {
      ProvisionProject: nameIn(stage, 'provision'),
      DestroyProject: nameIn(stage, 'destroy'),
      SettleRunFunction: nameIn(stage, 'workflow-settle-run'),
    };
    return Object.fromEntries(Object.entries(all).filter(([name]) => definition.includes(`\${${name}}`)));
  }
}
