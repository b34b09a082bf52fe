import { createDynamoDueIndex } from '../../../src/aws/dynamo-due';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import { dueShardOf, type Table } from '../../../src/aws/dynamo-table';
import { hour, minute, plus, second } from '../../../src/domain/base/time';
import type { DueIndex, DueItem } from '../../../src/operations/ports/registry';
import type { Registry } from '../../../src/operations/ports/environment';
import { start } from '../../support/builders/births';
import { lagIndexes } from '../../support/aws/lagging-index';
import { after, born, by, ready } from '../../support/builders/lives';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';
import { environmentKind } from '../../../src/domain/environment/environment-kind';

let server: RegistryTable;
let table: Table;
let registry: Registry;
let due: DueIndex;

beforeAll(async () => {
  server = await startRegistryTable();
});
beforeEach(async () => {
  table = await server.newTable();
  registry = createDynamoEntries(table, environmentKind);
  due = createDynamoDueIndex(table);
});
afterAll(() => server.close());

const later = plus(start, 30 * second);
const backOff = (attempts: number) => plus(later, attempts * minute);

async function allDue(now: string, index = due): Promise<DueItem[]> {
  const items: DueItem[] = [];
  for await (const page of index.due(now)) items.push(...page);
  return items;
}

async function onlyDue(now = later): Promise<DueItem> {
  const [item] = await allDue(now);
  if (!item) throw new Error('nothing is due');
  return item;
}

it('finds what is due, to the millisecond, and nothing else', async () => {
  await registry.insert(born(), null);

  expect(await allDue(plus(later, -1))).toEqual([]);
  expect(await allDue(later)).toEqual([expect.objectContaining({ pk: 'ENV#foo', sk: 'ENV', dueAt: later })]);
});

it('finds all of a backlog of more than one page, once', async () => {
  const names = Array.from({ length: 450 }, (_, index) => `env-${index}`);
  await Promise.all(
    names.map((name, index) => registry.insert(born({ name, id: ulidAt(start, index) }), null)),
  );

  const found = await allDue(later);

  expect(new Set(found.map(({ pk }) => pk)).size).toBe(450);
  expect(found).toHaveLength(450);
});

it('gives what is due the longest first, whichever shard it is in', async () => {
  const seconds = [5, 3, 9, 1, 7, 2, 8, 4, 6];
  for (const age of seconds) {
    const name = `env-${age}`;
    await registry.insert(ready({ name, id: ulidAt(start, age) }, plus(start, age * second)), null);
  }

  const found = await allDue(plus(start, minute));

  expect(found.map(({ pk }) => pk)).toEqual(seconds.sort().map((age) => `ENV#env-${age}`));
  expect(new Set(found.map(({ pk }) => dueShardOf(pk))).size).toBeGreaterThan(1);
});

it('gives an item that two sweeps ask for at once to one of them', async () => {
  await registry.insert(born(), null);
  const item = await onlyDue();

  const claims = await Promise.all(Array.from({ length: 6 }, () => due.claim(item, backOff)));

  expect(claims.filter(Boolean)).toEqual([{ attempts: 1, claimedUntil: plus(later, minute), body: born() }]);
});

it('counts the attempts, and pushes the item back by what they ask', async () => {
  await registry.insert(born(), null);
  const first = await due.claim(await onlyDue(), backOff);
  const second = await due.claim(await onlyDue(plus(later, hour)), backOff);

  expect([first?.attempts, second?.attempts]).toEqual([1, 2]);
  expect((await onlyDue(plus(later, hour))).dueAt).toBe(plus(later, 2 * minute));
});

it('lets a claimed item rest until its own next timer, and forgets the attempts', async () => {
  await registry.insert(born(), null);
  const item = await onlyDue();
  const claim = await due.claim(item, backOff);

  await due.rest(item, claim!.claimedUntil, plus(start, hour));

  const rested = await onlyDue(plus(start, hour));
  expect(rested.dueAt).toBe(plus(start, hour));
  expect((await due.claim(rested, backOff))?.attempts).toBe(1);
});

it('lets no item rest that was written or claimed by somebody else meanwhile', async () => {
  await registry.insert(ready(), null);
  const item = await onlyDue();
  const claim = await due.claim(item, backOff);
  const changed = after({ ...ready(), outbox: [], effects: [] }, [{ type: 'extend', ttl: '1h', by }]);
  await registry.save(changed, ready());

  await due.rest(item, claim!.claimedUntil, plus(start, 99 * hour));

  expect((await onlyDue(plus(start, hour))).dueAt).toBe(later);
});

it('does not bring back an item that is gone', async () => {
  const gone = { pk: 'KEY#ada#k', sk: 'KEY', dueAt: start };

  expect(await due.claim(gone, backOff)).toBeUndefined();
  await due.rest(gone, start, plus(start, hour));
  expect(await allDue(plus(start, 99 * hour))).toEqual([]);
});

it('gives out nothing twice because of an index that lags', async () => {
  const lagging = lagIndexes(table, server.raw);
  const behind = createDynamoDueIndex(lagging.table);
  await registry.insert(ready(), null);
  await lagging.freeze();
  const [item] = await allDue(later, behind);
  await registry.save(after(ready(), [{ type: 'extend', ttl: '1h', by }], plus(start, minute)), ready());

  expect(await allDue(later, behind)).toEqual([item]);
  expect(await behind.claim(item!, backOff)).toBeUndefined();
});
