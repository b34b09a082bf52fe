import { DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { DeployConfig } from '../../lib/config/schema';
import { nameIn } from '../plane/names';

/** The names of environments that are not proven gone, read from the registry itself, as an index may lag behind. */
export async function liveEnvironments({ stage, region }: DeployConfig): Promise<string[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));
  const names: string[] = [];
  try {
    for await (const { Items = [] } of paginateScan({ client }, scanOf(nameIn(stage, 'registry'))))
      names.push(...Items.map(({ pk }) => String(pk).replace('ENV#', '')));
  } catch (error) {
    // Without a registry the stage was never deployed, or is removed for good.
    if (!(error instanceof ResourceNotFoundException)) throw error;
  } finally {
    client.destroy();
  }
  return names.sort();
}

/** An item that cannot be read counts as live: what it stands for may cost money. */
function scanOf(table: string) {
  return {
    TableName: table,
    ConsistentRead: true,
    FilterExpression: 'begins_with(pk, :environment) AND NOT #status = :destroyed',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':environment': 'ENV#', ':destroyed': 'destroyed' },
    ProjectionExpression: 'pk',
  };
}
