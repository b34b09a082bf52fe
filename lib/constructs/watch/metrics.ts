import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { type MetricName, metricNamespace, metricService } from '../../../src/domain/base/metrics';

/** How a metric is put together; five minutes unless told. */
export interface Aggregation {
  statistic: string;
  minutes?: number;
  dimensions?: Record<string, string>;
}

/** One of our own metrics of a stage, with the very dimensions that the functions write. */
export function ownMetric(
  stage: string,
  name: MetricName,
  { statistic, minutes = 5, dimensions = {} }: Aggregation,
): Metric {
  return new Metric({
    namespace: metricNamespace,
    metricName: name,
    dimensionsMap: { service: metricService, stage, ...dimensions },
    statistic,
    period: Duration.minutes(minutes),
  });
}

/** A line for every value that `by` has taken in one of our own metrics, summed. */
export function ownMetricBy(stage: string, name: MetricName, by: string[]): MathExpression {
  const schema = [metricNamespace, 'service', 'stage', ...by].join(',');
  const filter = `service="${metricService}" stage="${stage}" MetricName="${name}"`;
  return new MathExpression({
    expression: `SEARCH('{${schema}} ${filter}', 'Sum', 300)`,
    usingMetrics: {},
    label: '',
    period: Duration.minutes(5),
  });
}

/** How many messages lie in a queue. */
export function queueDepth({ queueName }: Pick<IQueue, 'queueName'>): Metric {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensionsMap: { QueueName: queueName },
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
  });
}

/** What AWS counts of a function, summed. */
export function functionMetric(
  { functionName }: Pick<IFunction, 'functionName'>,
  metricName: 'Errors' | 'Throttles',
): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: functionName },
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });
}

/** Requests to which the gateway replied with a 5xx, also those that never reached a function or ended one. */
export function apiFaults({ apiId }: Pick<IHttpApi, 'apiId'>): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName: '5xx',
    dimensionsMap: { ApiId: apiId },
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });
}

/** Requests that a table refused because they came too fast. */
export function tableThrottles({ tableName }: Pick<ITable, 'tableName'>): Metric[] {
  return ['ReadThrottleEvents', 'WriteThrottleEvents'].map(
    (metricName) =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: tableName },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
  );
}

/** Executions of the machine called `name` that failed or ran out of time; an aborted one is the house's own doing. */
export function failedExecutions(
  name: string,
  { stateMachineArn }: Pick<IStateMachine, 'stateMachineArn'>,
): MathExpression {
  const counted = (metricName: string) =>
    new Metric({
      namespace: 'AWS/States',
      metricName,
      dimensionsMap: { StateMachineArn: stateMachineArn },
      statistic: Stats.SUM,
    });
  return new MathExpression({
    // A graph takes several machines, and every metric of a graph needs an id of its own.
    // A metric that has no value in a period leaves a sum without one, and the alarm would never ring.
    expression: `FILL(failed${name}, 0) + FILL(timedOut${name}, 0)`,
    usingMetrics: {
      [`failed${name}`]: counted('ExecutionsFailed'),
      [`timedOut${name}`]: counted('ExecutionsTimedOut'),
    },
    label: name,
    period: Duration.minutes(5),
  });
}
