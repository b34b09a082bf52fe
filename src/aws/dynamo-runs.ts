import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DomainEvent } from '../domain/environment/events';
import { firstFitting, parseRecord } from '../domain/base/parse';
import { Progress } from '../domain/environment/progress';
import { RunRecord, runFieldsOf } from '../domain/environment/run-record';
import type { Runs } from '../operations/ports/environment';
import { fromCursor, itemKey, type Table, toCursor } from './dynamo-table';

/** The records of runs: their history, drawn from events, and the progress their builds report. */
export function createDynamoRuns(table: Table): Runs {
  return {
    record: (event) => recordEvent(table, event),
    report: (run, progress) => setFields(table, run, { progress: readable(progress, run) }),
    get: (run) => getRun(table, run),
    progress: async (run) => {
      const item = await getItem(table, run);
      return Progress.safeParse(item?.progress).data;
    },
    list: async (life, { limit, cursor }) => {
      const query = {
        TableName: table.name,
        IndexName: 'list',
        KeyConditionExpression: 'listKey = :life',
        ExpressionAttributeValues: { ':life': `RUNS#${life}` },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: cursor === undefined ? undefined : fromCursor(cursor, { listKey: `RUNS#${life}` }),
      };
      const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(query));
      return {
        items: Items.map(recordOf),
        next: toCursor(LastEvaluatedKey),
      };
    },
  };
}

async function recordEvent(table: Table, event: DomainEvent): Promise<void> {
  const told = runFieldsOf(event);
  if (!told) return;
  await setFields(table, told.run, { listKey: `RUNS#${event.life}`, listSort: told.run, ...told.fields });
}

async function getRun(table: Table, run: string): Promise<RunRecord | undefined> {
  const item = await getItem(table, run);
  return item?.life === undefined ? undefined : recordOf(item);
}

/** Progress decides nothing, so what cannot be read of it counts as never reported. */
function recordOf(item: Record<string, unknown>): RunRecord {
  const progress = Progress.safeParse(item['progress']).data;
  return parseRecord(RunRecord, { ...item, progress }, `The run ${String(item['pk'])}`);
}

/** Without what is at work where that cannot be written: a build must be heard, whatever it says. */
function readable(progress: Progress, run: string): Progress {
  const fitting = firstFitting(Progress, [progress, { ...progress, done: 0, total: 0, current: [] }]);
  return parseRecord(Progress, fitting, `The progress of ${run}`);
}

async function getItem(table: Table, run: string): Promise<Record<string, unknown> | undefined> {
  const get = new GetCommand({ TableName: table.name, Key: itemKey('RUN', run), ConsistentRead: true });
  return (await table.client.send(get)).Item;
}

async function setFields(
  table: Table,
  run: string,
  fields: { progress: Progress } | Record<string, unknown>,
): Promise<void> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: itemKey('RUN', run),
      UpdateExpression: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
    }),
  );
}
