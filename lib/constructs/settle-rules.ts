import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Arns, nameIn } from '../names';

/** Whose endings are told to which function; what cannot be delivered goes to the queue. */
export interface SettleRulesProps {
  stage: string;
  arns: Arns;
  settle: IFunction;
  deadLetters: IQueue;
}

/** Ended builds and executions of this stage settle their run, even when its workflow died. */
export class SettleRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SettleRulesProps,
  ) {
    super(scope, id);
    const { stage, arns } = props;
    this.addRule('settle-run-on-build-change', {
      source: ['aws.codebuild'],
      detailType: ['CodeBuild Build State Change'],
      detail: {
        'project-name': ['provision', 'destroy'].map((name) => nameIn(stage, name)),
        'build-status': ['SUCCEEDED', 'FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'],
      },
    });
    this.addRule('settle-run-on-execution-change', {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: arns.machines, status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
  }

  private addRule(name: string, eventPattern: EventPattern): void {
    const { stage, settle, deadLetters } = this.props;
    const target = new LambdaFunction(settle, {
      deadLetterQueue: deadLetters,
      retryAttempts: 20,
      maxEventAge: Duration.hours(2),
    });
    new Rule(this, name, { ruleName: nameIn(stage, name), eventPattern, targets: [target] });
  }
}
