import { accountKey, BudgetAccount } from '../../domain/limits/budget-account';
import type { Accounts } from '../../operations/ports/limits';
import type { Table } from '../dynamo-table';
import { createDynamoKept } from './dynamo-kept';

/** What the environments of owners and teams cost in a month. */
export function createDynamoAccounts(table: Table): Accounts {
  return createDynamoKept(table, {
    key: accountKey,
    schema: BudgetAccount,
    dueAt: ({ dueAt }) => dueAt,
    what: 'budget account',
  });
}
