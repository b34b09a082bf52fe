import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { toItem } from '../../src/aws/dynamo-entries';
import { itemKey, type Table } from '../../src/aws/dynamo-table';
import type { Environment } from '../../src/domain/environment/environment';
import { after } from '../support/builders/lives';
import { environmentKind } from '../../src/domain/environment/environment-kind';

/** The environment once everything it had to say and to do was delivered, as it is most of its life. */
export function quiet(environment: Environment): Environment {
  const { effects, outbox, updatedAt } = environment;
  const events = outbox.map(({ id }) => id);
  return after(environment, [{ type: 'delivered', effects, events }], updatedAt);
}

const batchSize = 25;
const atOnce = 4;

/** Writes environments as the registry itself would, 25 to a request: the items are its own, only the way there is shorter. */
export async function seedEnvironments(table: Table, environments: Iterable<Environment>): Promise<void> {
  await writeAll(table, environments, (environment) => ({
    PutRequest: { Item: toItem(environmentKind, environment) },
  }));
}

/** Takes environments out again as if they had never been. */
export async function removeEnvironments(table: Table, names: Iterable<string>): Promise<void> {
  await writeAll(table, names, (name) => ({
    DeleteRequest: { Key: itemKey(environmentKind.prefix, name) },
  }));
}

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

async function writeAll<Item>(
  table: Table,
  items: Iterable<Item>,
  requestFor: (item: Item) => WriteRequest,
): Promise<void> {
  const batches = batchesOf(items);
  const write = async () => {
    for (const batch of batches) await writeBatch(table, batch.map(requestFor));
  };
  await Promise.all(Array.from({ length: atOnce }, write));
}

function* batchesOf<Item>(items: Iterable<Item>): Generator<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function writeBatch({ client, name }: Table, requests: WriteRequest[]): Promise<void> {
  const { UnprocessedItems = {} } = await client.send(
    new BatchWriteCommand({ RequestItems: { [name]: requests } }),
  );
  const left = UnprocessedItems[name]?.length ?? 0;
  if (left > 0) throw new Error(`${left} environments were not written or removed`);
}
