import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/base/time';
import type { OverdueEntry, OverdueIndex } from '../operations/ports/registry';
import type { Key, Table } from './dynamo-table';

/** What should be gone and is not, whatever the reason; reads follow how many those are. */
export function createDynamoOverdueIndex(table: Table): OverdueIndex {
  return { overdue: (partition, now) => readOverdue(table, partition, now) };
}

async function readOverdue(table: Table, partition: string, now: Instant): Promise<OverdueEntry[]> {
  const found: OverdueEntry[] = [];
  let from: Key | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'overdue',
        KeyConditionExpression: 'overdueKey = :key AND overdueAt <= :now',
        ExpressionAttributeValues: { ':key': partition, ':now': now },
        ExclusiveStartKey: from,
      }),
    );
    const items = (page.Items ?? []) as { overdueAt: Instant; status: string }[];
    found.push(...items.map(({ overdueAt, status }) => ({ since: overdueAt, status })));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}
