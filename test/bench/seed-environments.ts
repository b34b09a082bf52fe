import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { toItem } from '../../src/aws/dynamo-entries';
import type { Table } from '../../src/aws/dynamo-table';
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
  const batches = batchesOf(environments);
  const write = async () => {
    for (const batch of batches) await writeBatch(table, batch);
  };
  await Promise.all(Array.from({ length: atOnce }, write));
}

function* batchesOf(environments: Iterable<Environment>): Generator<Environment[]> {
  let batch: Environment[] = [];
  for (const environment of environments) {
    batch.push(environment);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function writeBatch({ client, name }: Table, batch: Environment[]): Promise<void> {
  const requests = batch.map((environment) => ({
    PutRequest: { Item: toItem(environmentKind, environment) },
  }));
  const { UnprocessedItems = {} } = await client.send(
    new BatchWriteCommand({ RequestItems: { [name]: requests } }),
  );
  const left = UnprocessedItems[name]?.length ?? 0;
  if (left > 0) throw new Error(`${left} environments were not written`);
}
