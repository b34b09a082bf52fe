import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { hubClient } from './hub-client';

/** DynamoDB in documents; what is undefined is left out. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(hubClient), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
