import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoOverdueIndex } from '../../../src/aws/dynamo-overdue';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import type { Table } from '../../../src/aws/dynamo-table';
import { hour, plus } from '../../../src/domain/base/time';
import { start } from '../../support/builders/births';
import { born, claimed, destroyedOutcome, doomed, settled } from '../../support/builders/lives';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';
import { environmentKind } from '../../../src/domain/environment/environment-kind';

let server: RegistryTable;
beforeAll(async () => {
  server = await startRegistryTable();
});
afterAll(() => server.close());

const leaseEnd = plus(start, 2 * hour);

it('finds what should be gone from that very instant on, with its status', async () => {
  const table = await server.newTable();
  const registry = createDynamoEntries(table, environmentKind);
  const index = createDynamoOverdueIndex(table);
  await registry.insert(born(), null);

  expect(await index.overdue('ENV', plus(leaseEnd, -1))).toEqual([]);
  expect(await index.overdue('ENV', leaseEnd)).toEqual([{ since: leaseEnd, status: 'pending' }]);
});

it('forgets what is destroyed', async () => {
  const table = await server.newTable();
  const registry = createDynamoEntries(table, environmentKind);
  const index = createDynamoOverdueIndex(table);
  const destroying = claimed(doomed());
  await registry.insert(destroying, null);
  const before = await index.overdue('ENV', start);
  await registry.save(settled(destroying, destroyedOutcome()).environment, destroying);

  expect(before).toEqual([{ since: start, status: 'destroying' }]);
  expect(await index.overdue('ENV', plus(start, 9 * hour))).toEqual([]);
});

/** The table as one whose pages end after a hundred items. */
function withShortPages({ name, client }: Table): Table {
  const send = ({ input }: QueryCommand) => client.send(new QueryCommand({ ...input, Limit: 100 }));
  return { name, client: { send } as unknown as Table['client'] };
}

it('finds all of them on every page', async () => {
  const table = await server.newTable();
  const registry = createDynamoEntries(table, environmentKind);
  const names = Array.from({ length: 250 }, (_, index) => `env-${index}`);
  await Promise.all(
    names.map((name, index) => registry.insert(born({ name, id: ulidAt(start, index) }), null)),
  );

  expect(await createDynamoOverdueIndex(withShortPages(table)).overdue('ENV', leaseEnd)).toHaveLength(250);
});
