import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { TargetEntry } from '../../domain/target/target-entry';
import { targetKind } from '../../domain/target/target-kind';
import type { TargetEntries } from '../../operations/ports/target';
import { createDynamoEntries } from '../dynamo-entries';
import type { Table } from '../dynamo-table';

/** The truth about targets. All of them are one query, as a page holds a megabyte, which is several hundred. */
export function createDynamoTargets(table: Table): TargetEntries {
  return { ...createDynamoEntries(table, targetKind), all: () => readAll(table) };
}

async function readAll(table: Table): Promise<TargetEntry[]> {
  const found: TargetEntry[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'list',
        KeyConditionExpression: 'listKey = :list',
        ExpressionAttributeValues: { ':list': targetKind.list },
        ExclusiveStartKey: from,
      }),
    );
    for (const { body } of page.Items ?? []) {
      // A corrupt item must not hide the others; the sweep reports it to a person.
      const { data: entry } = targetKind.schema.safeParse(body);
      if (entry) found.push(entry);
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}
