import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { OutputsDocument } from '../../../src/domain/environment/artifacts';
import { credentials, region } from '../../../src/local/hub';

/** What others put into what a component has made; it ends with its lease all the same. */
export const fillings: Readonly<
  Record<string, (endpoint: string, outputs: OutputsDocument) => Promise<void>>
> = { dynamodb: putItem };

async function putItem(endpoint: string, { table_name }: OutputsDocument): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const Item = { pk: { S: 'one' }, created: { N: '1' } };
  await client.send(new PutItemCommand({ TableName: z.string().parse(table_name?.value), Item }));
  client.destroy();
}
