import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { LockInfo } from '../../client/states/old-state';
import { isUnmet } from './explain-aws';
import type { HeldLock } from './lock-by-object';
import { heldByOther } from './lock-info';

/** A table that Terraform's S3 backend locks states by. */
export interface LockTable {
  put: (id: string, info: string) => Promise<void>;
  infoOf: (id: string) => Promise<string | undefined>;
  /** The MD5 of the state that was written last, in hex; undefined where none was kept. */
  digestOf: (id: string) => Promise<string | undefined>;
  remove: (id: string, info: string) => Promise<void>;
}

/** Opens it with the credentials of whoever asks. */
export function openTable(TableName: string, region: string | undefined): LockTable {
  const client = new DynamoDBClient(region === undefined ? {} : { region });
  const keyOf = (id: string) => ({ TableName, Key: { LockID: { S: id } } });
  const read = async (id: string) =>
    (await client.send(new GetItemCommand({ ...keyOf(id), ConsistentRead: true }))).Item ?? {};
  return {
    put: async (id, info) => {
      const Item = { LockID: { S: id }, Info: { S: info } };
      const only = { ConditionExpression: 'attribute_not_exists(LockID)' };
      await client.send(new PutItemCommand({ TableName, Item, ...only }));
    },
    infoOf: async (id) => (await read(id))['Info']?.S,
    digestOf: async (id) => (await read(`${id}-md5`))['Digest']?.S,
    remove: async (id, info) => {
      const own = { ConditionExpression: 'Info = :own', ExpressionAttributeValues: { ':own': { S: info } } };
      await client.send(new DeleteItemCommand({ ...keyOf(id), ...own }));
    },
  };
}

/** Takes the lock of a table, as Terraform's `dynamodb_table` does. CliError where another holds it. */
export async function lockByTable(table: LockTable, lock: LockInfo): Promise<HeldLock> {
  const info = JSON.stringify(lock);
  try {
    await table.put(lock.Path, info);
  } catch (error) {
    if (!isUnmet(error)) throw error;
    const found = await table.infoOf(lock.Path);
    if (found !== info) throw heldByOther(lock.Path, found);
  }
  return { release: () => table.remove(lock.Path, info).catch(ignoreBroken) };
}

/** Whoever broke the lock may have let another in, whose it is then. */
function ignoreBroken(error: unknown): void {
  if (!isUnmet(error)) throw error;
}
