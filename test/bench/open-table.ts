import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../src/aws/dynamo-table';
import { credentials, region, table as name } from '../../src/local/hub';
import type { Plane } from '../../src/local/start-plane';

/** The registry table of a plane, reached past its API; `close` drops the connections. */
export function openTable({ registryUrl: endpoint }: Plane): Table & { close: () => void } {
  const raw = new DynamoDBClient({ endpoint, region, credentials });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  return { name, client, close: () => raw.destroy() };
}
