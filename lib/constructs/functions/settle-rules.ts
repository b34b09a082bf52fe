import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Arns, nameIn } from '../../names';

/** Whose endings are told to which function; what cannot be delivered goes to the queue. */
export interface SettleRulesProps {
  stage: string;
  arns: Arns;
  settle: IFunction;
  /** The builds of images, where there are any: of which projects, and who settles them. */
  images?: { projects: string[]; settle: IFunction } | undefined;
  deadLetters: IQueue;
}

const ended = ['SUCCEEDED', 'FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'];

/** Ended builds and executions of this stage settle their run, even when its workflow died; and builds of images themselves. */
export class SettleRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SettleRulesProps,
  ) {
    super(scope, id);
    const { stage, arns, settle, images } = props;
    this.addRule('settle-run-on-build-change', settle, {
      source: ['aws.codebuild'],
      detailType: ['CodeBuild Build State Change'],
      detail: {
        'project-name': ['provision', 'destroy'].map((name) => nameIn(stage, name)),
        'build-status': ended,
      },
    });
    this.addRule('settle-run-on-execution-change', settle, {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: arns.machines, status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
    if (images)
      this.addRule('settle-image-build-on-build-change', images.settle, {
        source: ['aws.codebuild'],
        detailType: ['CodeBuild Build State Change'],
        detail: { 'project-name': images.projects, 'build-status': ended },
      });
  }

  private addRule(name: string, settle: IFunction, eventPattern: EventPattern): void {
    const { stage, deadLetters } = this.props;
    const target = new LambdaFunction(settle, {
      deadLetterQueue: deadLetters,
      retryAttempts: 20,
      maxEventAge: Duration.hours(2),
    });
    new Rule(this, name, { ruleName: nameIn(stage, name), eventPattern, targets: [target] });
  }
}
