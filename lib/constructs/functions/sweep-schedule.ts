import { Duration } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Arns, nameIn } from '../../../src/plane/names';
import { putAside } from '../../../src/plane/permissions/functions';
import { createRole } from '../../permissions/create-role';

/** Which function sweeps, and where a tick goes that cannot be delivered. */
export interface SweepScheduleProps {
  stage: string;
  arns: Arns;
  sweep: IFunction;
  deadLetters: IQueue;
}

/** A sweep every minute; a late tick is dropped, since the next one does its work. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, { stage, arns, sweep, deadLetters }: SweepScheduleProps) {
    super(scope, id);
    const role = createRole(this, 'Role', {
      roleName: arns.accountName('sweep-schedule'),
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      permissions: [
        { sid: 'Sweep', actions: ['lambda:InvokeFunction'], resources: [arns.function('sweep')] },
        putAside(arns.queue('sweep-dead-letters')),
      ],
    });
    new Schedule(this, 'Schedule', {
      scheduleName: nameIn(stage, 'sweep'),
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(sweep, {
        role,
        deadLetterQueue: deadLetters,
        retryAttempts: 2,
        maxEventAge: Duration.minutes(1),
      }),
    });
  }
}
