import type { Table } from '../../../src/aws/dynamo-table';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import { createDynamoReservations } from '../../../src/aws/dynamo-reservations';
import { born, destroyedOutcome, doomed, ready, settled } from '../../support/builders/lives';
import { memoryTable } from '../../support/aws/memory-table';
import { startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';
import { start } from '../../support/builders/births';
import { environmentKind } from '../../../src/domain/environment/environment-kind';

/** Every conditional write that the adapters make, where its condition holds and where it does not. */
async function writeEverything(table: Table): Promise<unknown[]> {
  const registry = createDynamoEntries(table, environmentKind);
  const reservations = createDynamoReservations(table);
  const over = settled(doomed(), destroyedOutcome()).environment;
  const promise = { actor: 'ada', key: 'k', digest: 'd', id: ulidAt(start, 9), name: 'foo', dueAt: start };
  return [
    await registry.insert(born(), null),
    await registry.insert(born(), null),
    await registry.save({ ...ready(), version: 9 }, born()),
    await registry.save(ready(), born()),
    await registry.keepLife({ ...over, version: 20 }),
    await registry.keepLife(over),
    await registry.getLife(over.id),
    await registry.get('foo'),
    await reservations.reserve({ ...promise, confirmed: false }),
    await reservations.reserve({ ...promise, confirmed: false }),
    await reservations.confirm({ ...promise, confirmed: false }, '2026-02-01T00:00:00.000Z'),
    await reservations.release({ ...promise, confirmed: false }),
    await reservations.get('ada', 'k'),
    await reservations.release({ ...promise, confirmed: true }),
    await reservations.get('ada', 'k'),
  ];
}

it('the table in memory takes and refuses what DynamoDB takes and refuses', async () => {
  const dynamo = await startRegistryTable();
  const memory = memoryTable(
    () => Promise.resolve(),
    () => undefined,
  );

  const there = await writeEverything(dynamo.table);
  const here = await writeEverything(memory.table);
  await dynamo.close();

  expect(here).toEqual(there);
  expect(there.slice(0, 4)).toEqual([true, false, true, false]);
});
