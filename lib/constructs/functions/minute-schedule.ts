import { Duration } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlaneFunction } from '../../../src/plane/functions';
import { type Arns, nameIn } from '../../../src/plane/names';
import { putAside } from '../../../src/plane/permissions/functions';
import { createRole } from '../../permissions/create-role';

/** Which function is invoked, under what name of the schedule, and where a tick goes that cannot be delivered. */
export interface MinuteScheduleProps {
  stage: string;
  arns: Arns;
  name: string;
  /** What the permission is called. */
  sid: string;
  fn: PlaneFunction & { deadLetters: NonNullable<PlaneFunction['deadLetters']> };
  target: IFunction;
  deadLetters: IQueue;
}

/** A function invoked every minute; a late tick is dropped, since the next one does its work. */
export class MinuteSchedule extends Construct {
  constructor(scope: Construct, id: string, props: MinuteScheduleProps) {
    super(scope, id);
    const { stage, arns, name, sid, fn, target, deadLetters } = props;
    const role = createRole(this, 'Role', {
      roleName: arns.accountName(`${name}-schedule`),
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      permissions: [
        { sid, actions: ['lambda:InvokeFunction'], resources: [arns.function(fn.name)] },
        putAside(arns.queue(fn.deadLetters.queue)),
      ],
    });
    new Schedule(this, 'Schedule', {
      scheduleName: nameIn(stage, name),
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(target, {
        role,
        deadLetterQueue: deadLetters,
        retryAttempts: 2,
        maxEventAge: Duration.minutes(1),
      }),
    });
  }
}
