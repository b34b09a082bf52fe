import { HeldShares, sharesKey } from '../../domain/limits/shares';
import type { Shares } from '../../operations/ports/limits';
import type { Table } from '../dynamo-table';
import { createDynamoKept } from './dynamo-kept';

/** What owners and teams have taken of their quotas. */
export function createDynamoShares(table: Table): Shares {
  return createDynamoKept(table, {
    key: sharesKey,
    schema: HeldShares,
    dueAt: ({ recountAt }) => recountAt,
    what: 'shares',
  });
}
