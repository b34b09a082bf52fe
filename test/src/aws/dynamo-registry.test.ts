import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import { type Table, toCursor } from '../../../src/aws/dynamo-table';
import type { Environment } from '../../../src/domain/environment/environment';
import type { EntryFilter } from '../../../src/operations/ports/registry';
import type { Registry } from '../../../src/operations/ports/environment';
import { birthOf, start } from '../../support/builders/births';
import { loseAnswers } from '../../support/aws/lagging-index';
import {
  after,
  born,
  by,
  destroyedOutcome,
  claimed,
  doomed,
  ready,
  settled,
} from '../../support/builders/lives';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';
import { environmentKind } from '../../../src/domain/environment/environment-kind';

let server: RegistryTable;
let table: Table;
let registry: Registry;

beforeAll(async () => {
  server = await startRegistryTable();
});
beforeEach(async () => {
  table = await server.newTable();
  registry = createDynamoEntries(table, environmentKind);
});
afterAll(() => server.close());

/** The table, with how many items each query read. */
function countingReads(table: Table, reads: number[]): Table {
  const send = async (command: never) => {
    const answer = (await table.client.send(command)) as { ScannedCount?: number };
    reads.push(answer.ScannedCount ?? 0);
    return answer;
  };
  return { ...table, client: { send } as unknown as Table['client'] };
}

const extended = (environment: Environment) => after(environment, [{ type: 'extend', ttl: '1h', by }]);

describe('a new life', () => {
  it('is written where there is none, and read back as it was', async () => {
    const first = await registry.insert(born(), null);
    const second = await registry.insert(born({ id: ulidAt(start, 9) }), null);

    expect([first, second]).toEqual([true, false]);
    expect(await registry.get('foo')).toEqual(born());
    expect(await registry.get('bar')).toBeUndefined();
  });

  it('is written over the ended one that was read, and over no other version of it', async () => {
    const ended = settled(claimed(doomed()), destroyedOutcome()).environment;
    const next = born({ id: ulidAt(start, 500), previous: ended });
    await registry.insert(ended, null);

    const stale = await registry.insert(next, { ...ended, version: ended.version - 1 });
    const other = await registry.insert(next, { ...ended, id: ulidAt(start, 7) });
    const right = await registry.insert(next, ended);

    expect([stale, other, right]).toEqual([false, false, true]);
    expect((await registry.get('foo'))?.id).toBe(next.id);
  });
});

describe('a change', () => {
  it('is written onto the version that was read only', async () => {
    await registry.insert(ready(), null);

    const first = await registry.save(extended(ready()), ready());
    const second = await registry.save(extended(ready()), ready());

    expect([first, second]).toEqual([true, false]);
  });

  it('of many at once is written by one', async () => {
    await registry.insert(ready(), null);

    const saves = await Promise.all(
      Array.from({ length: 10 }, () => registry.save(extended(ready()), ready())),
    );

    expect(saves.filter(Boolean)).toHaveLength(1);
  });

  it('that got through without an answer is known to have been written', async () => {
    const deaf = createDynamoEntries(loseAnswers(table), environmentKind);

    const inserted = await deaf.insert(ready(), null);
    const saved = await deaf.save(extended(ready()), ready());
    const late = await deaf.save(extended(ready()), ready());

    expect([inserted, saved, late]).toEqual([true, true, false]);
  });
});

test('an ended life is kept in its newest version', async () => {
  const ended = settled(claimed(doomed()), destroyedOutcome()).environment;
  const told = { ...ended, version: ended.version + 1, outbox: [] };

  for (const version of [ended, told, ended]) await registry.keepLife(version);

  expect(await registry.getLife(ended.id)).toEqual(told);
  expect(await registry.getLife(ulidAt(start, 7))).toBeUndefined();
});

test('an item that is torn is named', async () => {
  await registry.insert({ ...born({ name: 'torn' }), target: 7 } as unknown as Environment, null);

  await expect(registry.get('torn')).rejects.toMatchObject({
    code: 'CorruptRecord',
    message: /ENV#torn.*target/,
  });
});

describe('a list', () => {
  const names = ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu'];

  beforeEach(async () => {
    for (const [index, name] of names.entries()) {
      const owner = index % 2 ? 'bob@example.com' : by;
      const base = { name, owner, id: ulidAt(start, index) };
      await registry.insert(index < 4 ? ready(base) : born(base), null);
    }
  });

  async function pages(filter: EntryFilter, limit: number): Promise<string[][]> {
    const found: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await registry.list(filter, { limit, cursor });
      found.push(page.items.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  it.each<[string, EntryFilter, string[]]>([
    ['everything', {}, names],
    ['an owner', { owner: by }, ['ant', 'cat', 'eel', 'gnu']],
    ['a status', { is: { status: 'pending' } }, ['eel', 'fox', 'gnu']],
    ['a template', { is: { template: 'playground' } }, names],
    ['what there is none of', { is: { template: 'other' } }, []],
    ['an owner and a status', { owner: 'bob@example.com', is: { status: 'ready' } }, ['bee', 'dog']],
    ['one of two statuses', { is: { status: ['pending', 'failed'] } }, ['eel', 'fox', 'gnu']],
    [
      'what the body has',
      { is: { 'body.target': 'local', 'body.run.phase': 'queued' } },
      ['eel', 'fox', 'gnu'],
    ],
    ['what lies beside nothing', { is: { 'body.run.phase': 'applying' } }, []],
    [
      'what has a text in one of two places',
      { has: { text: 'a', in: ['body.name', 'body.owner'] } },
      [...names],
    ],
    [
      'what has a text in its name',
      { is: { status: 'ready' }, has: { text: 't', in: ['body.name'] } },
      ['ant', 'cat'],
    ],
    ['an owner of nothing', { owner: 'eve@example.com' }, []],
  ])('of %s is the same in pages of every size', async (_what, filter, expected) => {
    for (const limit of [1, 2, 3, 100]) {
      const found = await pages(filter, limit);
      expect(found.flat()).toEqual(expected);
      expect(Math.max(...found.map((page) => page.length))).toBeLessThanOrEqual(limit);
    }
  });

  it.each<[string, EntryFilter]>([
    ['nothing', {}],
    ['a status that one has', { is: { status: 'ready' } }],
    ['a status that none has', { is: { status: 'stuck' } }],
    ['a template that none has', { is: { template: 'other' } }],
    ["an owner's of a status that none has", { owner: by, is: { status: 'stuck' } }],
  ])('reads no more for a page when it looks for %s', async (_what, filter) => {
    const crowd = Array.from({ length: 230 }, (_, index) => `zoo-${String(index).padStart(3, '0')}`);
    for (const [index, name] of crowd.entries()) {
      const base = { name, id: ulidAt(start, 100 + index) };
      await registry.insert(index === 229 ? ready(base) : born(base), null);
    }
    const reads: number[] = [];
    const counted = createDynamoEntries(countingReads(table, reads), environmentKind);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const before = reads.length;
      const page = await counted.list(filter, { limit: 50, cursor });
      expect(reads.slice(before).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(100);
      found.push(...page.items.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);

    const all = [...names, ...crowd];
    const { status, template } = filter.is ?? {};
    const expected = { ready: ['ant', 'bee', 'cat', 'dog', 'zoo-229'], stuck: [], none: all };
    expect(found).toEqual(template ? [] : expected[(status ?? 'none') as keyof typeof expected]);
  });

  it('goes on behind what was deleted or added meanwhile', async () => {
    const { next } = await registry.list({}, { limit: 2 });
    await registry.insert(ready({ name: 'ape', id: ulidAt(start, 90) }), null);
    await registry.insert(ready({ name: 'cow', id: ulidAt(start, 91) }), null);

    const { items } = await registry.list({}, { limit: 3, cursor: next! });

    expect(items.map(({ name }) => name)).toEqual(['cat', 'cow', 'dog']);
  });

  it.each<[string, string, EntryFilter]>([
    ['no JSON', 'x', {}],
    ['no object', Buffer.from('"x"').toString('base64url'), {}],
    ['null', Buffer.from('null').toString('base64url'), {}],
    ['of another shape', toCursor({ pk: 'ENV#ant', sk: 'ENV' })!, {}],
    ['with more', toCursor({ pk: 'ENV#a', sk: 'ENV', listSort: 'a', listKey: 'ENV', x: '1' })!, {}],
    ['with something empty', toCursor({ pk: '', sk: 'ENV', listSort: 'a', listKey: 'ENV' })!, {}],
    ['with a number', toCursor({ pk: 'ENV#a', sk: 'ENV', listSort: 1, listKey: 'ENV' })!, {}],
    ['of another list', toCursor({ pk: 'ENV#a', sk: 'ENV', listSort: 'a', listKey: 'RUNS#1' })!, {}],
    [
      'of all, used for one owner',
      toCursor({ pk: 'ENV#a', sk: 'ENV', listSort: 'a', listKey: 'ENV' })!,
      { owner: by },
    ],
    ['of another owner', toCursor({ pk: 'ENV#a', sk: 'ENV', listSort: 'a', owner: 'eve' })!, { owner: by }],
    ['too long', toCursor({ pk: 'p'.repeat(2_000), sk: 'ENV', listSort: 'a', listKey: 'ENV' })!, {}],
  ])('refuses a cursor that is %s', async (_what, cursor, filter) => {
    await expect(registry.list(filter, { limit: 2, cursor })).rejects.toMatchObject({
      code: 'InvalidRequest',
      details: { issues: [{ field: 'cursor' }] },
    });
  });
});

test('the largest inputs and the oddest characters are read back as they were', async () => {
  const inputs = {
    resources: 1,
    note: '語𝄞\u0000"\\'.repeat(2_000),
    nothing: null,
    deep: { list: [1, { a: '' }] },
  };
  const odd = born({ spec: { ...birthOf().spec, inputs } });

  await registry.insert(odd, null);

  expect(await registry.get('foo')).toEqual(odd);
});
