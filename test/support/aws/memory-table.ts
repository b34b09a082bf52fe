import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../../src/aws/dynamo-table';

type Item = Record<string, unknown>;
type Values = Record<string, unknown>;

interface Expressions {
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Values | undefined;
}

/** A table in memory that honours the conditions which the adapters write; each request happens at once or not at all. */
export interface MemoryTable {
  table: Table;
  items: Map<string, Item>;
}

/** Makes an empty table; `turn` is awaited before each request, and may let others go first. `written` sees every put. */
export function memoryTable(turn: () => Promise<void>, written: (item: Item) => void): MemoryTable {
  const items = new Map<string, Item>();
  const send = async (command: unknown): Promise<unknown> => {
    await turn();
    return structuredClone(carryOut(items, command, written));
  };
  return { items, table: { name: 'memory', client: { send } as unknown as Table['client'] } };
}

function carryOut(items: Map<string, Item>, command: unknown, written: (item: Item) => void): unknown {
  if (command instanceof GetCommand) return { Item: items.get(keyOf(command.input.Key)) };
  if (command instanceof PutCommand) return put(items, command, written);
  if (command instanceof UpdateCommand) return update(items, command);
  if (command instanceof DeleteCommand) return remove(items, command);
  throw new Error(`The memory table knows no ${(command as object).constructor.name}`);
}

function put(items: Map<string, Item>, { input }: PutCommand, written: (item: Item) => void): object {
  const item = structuredClone(input.Item ?? {});
  const key = keyOf(item);
  require(items.get(key), input);
  items.set(key, item);
  written(item);
  return {};
}

function update(items: Map<string, Item>, { input }: UpdateCommand): object {
  const key = keyOf(input.Key);
  const before = items.get(key);
  require(before, input);
  const item = structuredClone(before ?? { ...input.Key });
  const assignments = (input.UpdateExpression ?? '').replace(/^SET /, '').split(', ');
  for (const assignment of assignments) {
    const [path = '', value = ''] = assignment.split(' = ');
    assign(item, resolvePath(path, input), input.ExpressionAttributeValues?.[value]);
  }
  items.set(key, item);
  return {};
}

function remove(items: Map<string, Item>, { input }: DeleteCommand): object {
  const key = keyOf(input.Key);
  require(items.get(key), input);
  items.delete(key);
  return {};
}

function require(item: Item | undefined, expressions: Expressions): void {
  const { ConditionExpression: condition } = expressions;
  if (condition === undefined) return;
  const holds = condition
    .split(' OR ')
    .some((all) => all.split(' AND ').every((term) => isTrue(term, item, expressions)));
  if (!holds) throw new ConditionalCheckFailedException({ message: condition, $metadata: {} });
}

function isTrue(term: string, item: Item | undefined, expressions: Expressions): boolean {
  const absent = /^attribute_not_exists\((.+)\)$/.exec(term)?.[1];
  if (absent !== undefined)
    return item === undefined || read(item, resolvePath(absent, expressions)) === undefined;
  const [, path = '', operator = '', value = ''] = /^(\S+) (=|<) (\S+)$/.exec(term) ?? [];
  if (operator === '') throw new Error(`The memory table cannot read '${term}'`);
  const found = item === undefined ? undefined : read(item, resolvePath(path, expressions));
  const wanted = expressions.ExpressionAttributeValues?.[value];
  if (operator === '=') return found === wanted;
  return found !== undefined && (found as number) < (wanted as number);
}

function resolvePath(path: string, { ExpressionAttributeNames: names = {} }: Expressions): string[] {
  return path.split('.').map((part) => names[part] ?? part);
}

function read(item: Item, path: string[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Item | undefined)?.[part], item);
}

function assign(item: Item, path: string[], value: unknown): void {
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce<Item>((inner, part) => inner[part] as Item, item);
  holder[last] = value;
}

function keyOf(key: Item | undefined): string {
  return `${String(key?.['pk'])} ${String(key?.['sk'])}`;
}
