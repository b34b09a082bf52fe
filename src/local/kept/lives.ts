import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { createDynamoEntries } from '../../aws/dynamo-entries';
import { conditionHeld, itemKey } from '../../aws/dynamo-table';
import { instant } from '../../domain/base/time';
import { type Environment, hasEnded, type Present } from '../../domain/environment/environment';
import { environmentKind } from '../../domain/environment/environment-kind';
import type { Failure } from '../../domain/environment/outcome';
import { decideAndSave } from '../../operations/registry/decide-and-save';
import type { Entries } from '../../operations/ports/registry';
import { credentials, region, table } from '../hub';

const pageSize = 100;

/** The lives of a local plane, as its registry has them: read and changed before its functions run, and when none of them would know. */
export class Lives {
  private readonly raw: DynamoDBClient;
  private readonly client: DynamoDBDocumentClient;
  private readonly entries: Entries<Environment>;

  constructor(registryUrl: string) {
    this.raw = new DynamoDBClient({ endpoint: registryUrl, region, credentials });
    const marshallOptions = { removeUndefinedValues: true };
    this.client = DynamoDBDocumentClient.from(this.raw, { marshallOptions });
    this.entries = createDynamoEntries({ name: table, client: this.client }, environmentKind);
  }

  /** All that have not come to their end. */
  async present(): Promise<Present[]> {
    const found: Present[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.entries.list({}, { limit: pageSize, cursor });
      found.push(...page.items.filter((life): life is Present => !hasEnded(life)));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  /** Whether a life has come to its end with a receipt: nobody asks for anything older of it any more. */
  async hasReceipt({ name, id }: Pick<Environment, 'name' | 'id'>): Promise<boolean> {
    const latest = await this.entries.get(name);
    const life = latest?.id === id ? latest : await this.entries.getLife(id);
    return life?.status === 'destroyed';
  }

  /** Records that what a life was made of went with an emulator. */
  async lose({ name, id }: Present, failure: Failure): Promise<void> {
    const place = { kind: environmentKind, entries: this.entries, key: name };
    // The name may belong to a later life by now, which was on the new emulator from its first moment.
    const toCommands = (seen: Environment) =>
      seen.id === id ? [{ type: 'lose-emulator' as const, failure }] : [];
    const clock = () => instant(Date.now());
    await decideAndSave(place, toCommands, { clock, newId: () => ulid() });
  }

  /** Has the sweep look at a life at once: nobody works on it any more, and it would wait for a build to be silent for a minute. */
  async lookSoon({ name, id }: Present): Promise<void> {
    const update = new UpdateCommand({
      TableName: table,
      Key: itemKey(environmentKind.prefix, name),
      UpdateExpression: 'SET dueAt = :now',
      ConditionExpression: 'body.id = :id AND attribute_exists(dueShard)',
      ExpressionAttributeValues: { ':now': instant(Date.now()), ':id': id },
    });
    await conditionHeld(this.client.send(update));
  }

  close(): void {
    this.raw.destroy();
  }
}

/** The lives of a running plane that have not come to their end. */
export async function presentLives(registryUrl: string): Promise<Present[]> {
  const lives = new Lives(registryUrl);
  return lives.present().finally(() => lives.close());
}
