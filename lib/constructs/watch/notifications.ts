import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ArnPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { DeployConfig } from '../../config/schema';
import { functions } from '../../../src/plane/functions';
import { type Arns, nameIn } from '../../../src/plane/names';
import { tellPermissions } from '../../../src/plane/permissions/notices';
import { tellPeople } from '../../../src/plane/rules';
import { ControlFunction, type ControlFunctionProps } from '../functions/control-function';
import { MinuteSchedule } from '../functions/minute-schedule';
import { eventPatternOf } from '../functions/settle-rules';

/** Who is notified, what the function of the notices is configured with, and where goes what it could not do. */
export interface NotificationsProps {
  stage: string;
  arns: Arns;
  environment: Record<string, string>;
  reserves: boolean;
  notifications: DeployConfig['notifications'];
  queues: ControlFunctionProps['queues'];
}

/** The bus of the control plane's own events, the function that tells people of some of them, and the topic for mail. */
export class Notifications extends Construct {
  readonly topic: ITopic;
  readonly function: IFunction;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const { stage, notifications } = props;
    const bus = new EventBus(this, 'Bus', { eventBusName: nameIn(stage, 'events') });
    this.bus = bus;
    const key = this.createKey(stage);
    const topic = new Topic(this, 'Topic', {
      topicName: nameIn(stage, 'notices'),
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(this.letAlarmsPublish(topic));
    this.topic = topic;
    for (const notification of notifications) topic.addSubscription(subscriptionOf(notification));
    this.function = this.createFunction(props);
    key.addToResourcePolicy(letPublishEncrypted(this.function));
    this.connect(bus, props);
  }

  private createFunction({ stage, arns, environment, reserves, queues }: NotificationsProps): IFunction {
    return new ControlFunction(this, 'TellPeopleFunction', {
      stage,
      arns,
      fn: functions.tellPeople,
      environment,
      permissions: tellPermissions(arns),
      reserves,
      queues,
    }).function;
  }

  /** Events come by the rule, and what is due by the schedule. */
  private connect(bus: EventBus, { stage, arns, queues }: NotificationsProps): void {
    const deadLetters = queues['notices-dead-letters'];
    const target = new LambdaFunction(this.function, {
      deadLetterQueue: deadLetters,
      retryAttempts: 20,
      maxEventAge: Duration.hours(2),
    });
    new Rule(this, 'TellPeople', {
      ruleName: nameIn(stage, tellPeople.name),
      eventBus: bus,
      eventPattern: eventPatternOf(tellPeople.pattern),
      targets: [target],
    });
    new MinuteSchedule(this, 'Schedule', {
      stage,
      arns,
      name: 'notices',
      sid: 'LookAtNotices',
      fn: functions.tellPeople,
      target: this.function,
      deadLetters,
    });
  }

  /** A topic with a policy of its own no longer lets everything of its account publish, CloudWatch's alarms among it. */
  private letAlarmsPublish({ topicArn }: ITopic): PolicyStatement {
    return new PolicyStatement({
      sid: 'AlarmsPublish',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }

  /** AWS's own key for SNS does not let CloudWatch in, so the topic has one. */
  private createKey(stage: string): Key {
    const key = new Key(this, 'Key', {
      alias: nameIn(stage, 'notices'),
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PublishEncrypted',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: encrypting,
        resources: ['*'],
      }),
    );
    return key;
  }
}

const encrypting = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** The topic uses the key in the name of who publishes, so the key lets the function's role in; the role itself names no key. */
function letPublishEncrypted({ role }: IFunction): PolicyStatement {
  if (!role) throw new Error('The function of the notices has no role.');
  return new PolicyStatement({
    sid: 'FunctionPublishesEncrypted',
    principals: [new ArnPrincipal(role.roleArn)],
    actions: encrypting,
    resources: ['*'],
  });
}

function subscriptionOf(notification: DeployConfig['notifications'][number]) {
  return 'email' in notification
    ? new EmailSubscription(notification.email)
    : new UrlSubscription(notification.https);
}
