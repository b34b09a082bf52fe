import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** What alarms and dashboard look at; the keys are in PascalCase and become part of the alarms' names. */
export interface Watched {
  stage: string;
  api: Pick<IHttpApi, 'apiId'>;
  table: Pick<ITable, 'tableName'>;
  functions: Record<string, Pick<IFunction, 'functionName'>>;
  /** Every dead-letter queue, by what leaves its messages there. */
  deadLetters: Record<string, Pick<IQueue, 'queueName'>>;
  stateMachines: Record<string, Pick<IStateMachine, 'stateMachineArn'>>;
}
