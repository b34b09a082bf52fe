import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { AlarmThresholds } from '../../../lib/config/schema';
import { Alarms } from '../../../lib/constructs/watch/alarms';
import { Dashboard } from '../../../lib/constructs/watch/dashboard';

/** A stack that watches one thing of each kind, as the control plane does, under a physical name of each. */
export function watchedStack(stage = 'dev', thresholdsGiven: Partial<AlarmThresholds> = {}): Stack {
  const stack = new Stack(new App(), 'Watched');
  const queue = new Queue(stack, 'Queue', { queueName: `leasehold-${stage}-sweep-dead` });
  const topic = new Topic(stack, 'Topic');
  const watched = {
    stage,
    api: new HttpApi(stack, 'Api'),
    table: new Table(stack, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } }),
    functions: { Sweep: functionWith(stack, queue, stage) },
    deadLetters: { Sweep: queue },
    stateMachines: {
      Provision: new StateMachine(stack, 'Machine', {
        definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')),
      }),
    },
  };
  const thresholds = AlarmThresholds.parse(thresholdsGiven);
  const runbook = 'https://example.com/docs/runbook.md';
  const alarms = new Alarms(stack, 'Alarms', { ...watched, topic, runbook, thresholds });
  new Dashboard(stack, 'Dashboard', { ...watched, name: `leasehold-${stage}-overview`, alarms: alarms.all });
  return stack;
}

function functionWith(stack: Stack, deadLetterQueue: Queue, stage: string): LambdaFunction {
  return new LambdaFunction(stack, 'Sweep', {
    functionName: `leasehold-${stage}-sweep`,
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => undefined;'),
    deadLetterQueue,
  });
}

/** An alarm as the template has it, as far as tests look at it. */
export interface SynthesizedAlarm {
  AlarmName: string;
  AlarmDescription: string;
  AlarmActions: unknown[];
  OKActions: unknown[];
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value: unknown }[];
  Statistic?: string;
  ComparisonOperator: string;
  Threshold: number;
  Period?: number;
  EvaluationPeriods: number;
  TreatMissingData: string;
}

/** Every alarm of a synthesized stack, by what follows the stage in its name. */
export function alarmsIn(stack: Stack, stage = 'dev'): Record<string, SynthesizedAlarm> {
  const found = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  const alarms = Object.values(found).map(({ Properties }) => Properties as SynthesizedAlarm);
  return Object.fromEntries(
    alarms.map((alarm) => [alarm.AlarmName.replace(`leasehold-${stage}-`, ''), alarm]),
  );
}

/** The queues of a stack that no alarm looks at: a dead letter in one of them would lie there unseen. */
export function unwatchedQueues(stack: Stack, stage = 'dev'): string[] {
  const watched = JSON.stringify(Object.values(alarmsIn(stack, stage)).map(({ Dimensions }) => Dimensions));
  const queues = Object.keys(Template.fromStack(stack).findResources('AWS::SQS::Queue'));
  return queues.filter((queue) => !watched.includes(`{"Fn::GetAtt":["${queue}","QueueName"]}`));
}
