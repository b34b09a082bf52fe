import { createDynamoDueIndex } from '../../../src/aws/dynamo-due';
import { createDynamoReservations } from '../../../src/aws/dynamo-reservations';
import { day, hour, plus } from '../../../src/domain/base/time';
import type { Reservation } from '../../../src/domain/registry/reservation';
import type { Reservations } from '../../../src/operations/ports/registry';
import { start } from '../../support/builders/births';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';

let server: RegistryTable;
let reservations: Reservations;

beforeAll(async () => {
  server = await startRegistryTable();
  reservations = createDynamoReservations(server.table);
});
afterAll(() => server.close());

const reservationOf = (key: string, more: Partial<Reservation> = {}): Reservation => ({
  actor: 'ada@example.com',
  key,
  digest: 'body-1',
  id: ulidAt(start, 1),
  name: 'foo',
  confirmed: false,
  dueAt: plus(start, hour),
  ...more,
});

it('reserves a key once for each actor, whatever their names hold', async () => {
  const mine = await reservations.reserve(reservationOf('k#1'));
  const again = await reservations.reserve(reservationOf('k#1', { digest: 'other' }));
  const others = await reservations.reserve(reservationOf('1', { actor: 'ada@example.com#k' }));

  expect([mine, again, others]).toEqual([true, false, true]);
  expect(await reservations.get('ada@example.com', 'k#1')).toEqual(reservationOf('k#1'));
  expect(await reservations.get('bob@example.com', 'k#1')).toBeUndefined();
});

it('is confirmed with the id that was used, and kept for repetitions', async () => {
  await reservations.reserve(reservationOf('confirmed'));

  await reservations.confirm(reservationOf('confirmed', { id: ulidAt(start, 5) }), plus(start, 7 * day));

  expect(await reservations.get('ada@example.com', 'confirmed')).toMatchObject({
    id: ulidAt(start, 5),
    confirmed: true,
    dueAt: plus(start, 7 * day),
  });
});

it('is not brought back by a late confirmation, nor confirmed for another body', async () => {
  await reservations.reserve(reservationOf('other'));

  await reservations.confirm(reservationOf('gone'), plus(start, day));
  await reservations.confirm(reservationOf('other', { digest: 'body-2' }), plus(start, day));

  expect(await reservations.get('ada@example.com', 'gone')).toBeUndefined();
  expect((await reservations.get('ada@example.com', 'other'))?.confirmed).toBe(false);
});

it('is released as it was read, not when it was confirmed meanwhile', async () => {
  const seen = reservationOf('raced');
  await reservations.reserve(seen);
  await reservations.confirm(seen, plus(start, day));

  await reservations.release(seen);
  expect(await reservations.get('ada@example.com', 'raced')).toBeDefined();
  await reservations.release({ ...seen, confirmed: true });
  expect(await reservations.get('ada@example.com', 'raced')).toBeUndefined();
});

it('is found by the sweep when it is due', async () => {
  await reservations.reserve(reservationOf('due', { dueAt: plus(start, -hour) }));
  const found: string[] = [];

  for await (const page of createDynamoDueIndex(server.table).due(start))
    found.push(...page.map(({ pk }) => pk));

  expect(found).toEqual(['KEY#ada%40example.com#due']);
});
