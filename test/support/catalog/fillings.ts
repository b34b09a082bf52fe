import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { OutputsDocument } from '../../../src/domain/environment/artifacts';
import { credentials, region } from '../../../src/local/hub';

/** What others put into what a component has made; it ends with its lease all the same. */
export const fillings: Readonly<
  Record<string, (endpoint: string, outputs: OutputsDocument) => Promise<void>>
> = { dynamodb: putItem, 'object-storage': putObjects };

async function putItem(endpoint: string, { table_name }: OutputsDocument): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const Item = { pk: { S: 'one' }, created: { N: '1' } };
  await client.send(new PutItemCommand({ TableName: z.string().parse(table_name?.value), Item }));
  client.destroy();
}

const Buckets = z.object({ value: z.record(z.string(), z.string()) });

/** Two versions of an object, in each of its buckets, one of which locks them. */
async function putObjects(endpoint: string, { bucket_names }: OutputsDocument): Promise<void> {
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  for (const Bucket of Object.values(Buckets.parse(bucket_names).value))
    for (const Body of ['first', 'second'])
      await client.send(new PutObjectCommand({ Bucket, Key: 'originals/one', Body }));
  client.destroy();
}
