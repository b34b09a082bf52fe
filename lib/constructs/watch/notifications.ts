import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeployConfig } from '../../config/schema';
import { nameIn } from '../../../src/plane/names';
import { tellPeople } from '../../../src/plane/rules';
import { eventPatternOf } from '../functions/settle-rules';

/** Who is notified, and where a notice goes that could not be sent. */
export interface NotificationsProps {
  stage: string;
  notifications: DeployConfig['notifications'];
  deadLetters: IQueue;
}

/** The bus of the control plane's own events, and the topic that tells people of some of them. */
export class Notifications extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { stage, notifications, deadLetters }: NotificationsProps) {
    super(scope, id);
    const bus = new EventBus(this, 'Bus', { eventBusName: nameIn(stage, 'events') });
    const topic = new Topic(this, 'Topic', {
      topicName: nameIn(stage, 'notices'),
      masterKey: this.createKey(stage),
      enforceSSL: true,
    });
    topic.addToResourcePolicy(this.letAlarmsPublish(topic));
    this.topic = topic;
    for (const notification of notifications) topic.addSubscription(subscriptionOf(notification));
    new Rule(this, 'TellPeople', {
      ruleName: nameIn(stage, tellPeople.name),
      eventBus: bus,
      eventPattern: eventPatternOf(tellPeople.pattern),
      targets: [new SnsTopic(this.topic, { deadLetterQueue: deadLetters })],
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

  /** AWS's own key for SNS lets neither EventBridge nor CloudWatch in, so the topic has one. */
  private createKey(stage: string): IKey {
    const key = new Key(this, 'Key', {
      alias: nameIn(stage, 'notices'),
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PublishEncrypted',
        principals: ['events', 'cloudwatch'].map((name) => new ServicePrincipal(`${name}.amazonaws.com`)),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
    return key;
  }
}

function subscriptionOf(notification: DeployConfig['notifications'][number]) {
  return 'email' in notification
    ? new EmailSubscription(notification.email)
    : new UrlSubscription(notification.https);
}
