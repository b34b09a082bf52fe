import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../../src/aws/dynamo-table';
import { createTable } from './registry';

/** A table whose indexes answer as they were at the last `freeze`; everything else is the table as it is. */
export interface LaggingTable {
  table: Table;
  freeze: () => Promise<void>;
}

type Send = DynamoDBDocumentClient['send'];

/** Lets the indexes of `table` lag behind it, by asking a copy of it that is made at each `freeze`. */
export function lagIndexes({ name, client }: Table, raw: DynamoDBClient): LaggingTable {
  let copies = 0;
  const copyName = () => `${name}-copy-${copies}`;
  const send = ((command: unknown) => {
    const behind = command instanceof QueryCommand && command.input.IndexName !== undefined && copies > 0;
    const asked = behind ? new QueryCommand({ ...command.input, TableName: copyName() }) : command;
    return client.send(asked as QueryCommand);
  }) as Send;
  return {
    table: { name, client: withSend(client, send) },
    freeze: async () => {
      copies += 1;
      await createTable(raw, copyName());
      const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
      for (const Item of Items) await client.send(new PutCommand({ TableName: copyName(), Item }));
    },
  };
}

/** The table whose first write of each kind gets through but is not answered, so that the SDK sends it again. */
export function loseAnswers({ name, client }: Table): Table {
  const send = (async (command: unknown) => {
    if (command instanceof PutCommand) await client.send(command);
    return client.send(command as PutCommand);
  }) as Send;
  return { name, client: withSend(client, send) };
}

function withSend(client: DynamoDBDocumentClient, send: Send): DynamoDBDocumentClient {
  return new Proxy(client, {
    get: (target, key) => (key === 'send' ? send : (Reflect.get(target, key) as unknown)),
  });
}
