import type { ListEnvironmentsQuery } from '../../../../../src/domain/api/queries';
import type { CostSummary } from '../../../../../src/domain/cost/cost-summary';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { startLease } from '../../../../../src/domain/lease';
import { listEnvironments } from '../../../../../src/operations/environment/list/list-environments';
import { mostGathered } from '../../../../../src/operations/environment/list/gather';
import { start } from '../../../../support/builders/births';
import {
  after,
  born,
  by,
  claimed,
  destroyedOutcome,
  ready,
  settled,
  waiting,
} from '../../../../support/builders/lives';
import { ulidAt } from '../../../../support/builders/ulids';
import { actors, useStandingStage } from '../../../../support/plane/operations-stage';

const bounds = { default: '1d', max: '30d', permanent: true };
const lasting = (ttl: string) => startLease({ ttl }, bounds, start);
const costing = (hourly: number): CostSummary => ({
  source: 'template',
  hourly,
  monthly: hourly * 730,
  lease: null,
  unpriced: [],
  unverified: false,
});
const ended = (name: string, id: string): Environment => {
  const doomed = after(ready({ name, id, lease: lasting('1h'), cost: costing(99) }), [
    { type: 'destroy', by },
  ]);
  return settled(claimed(doomed), destroyedOutcome()).environment;
};

const ofVersion = (version: string, life: Environment): Environment => ({
  ...life,
  wanted: { ...life.wanted, template: { ...life.wanted.template, version } },
});

/** Environments in every order but their own, some alike in what they are sorted by. */
const lives: Environment[] = [
  { ...ready({ name: 'ant', id: ulidAt(start, 1), lease: lasting('3d') }), cost: costing(0.5) },
  {
    ...ready({ name: 'bee', id: ulidAt(start, 2), lease: lasting('2h'), team: 'shop' }),
    cost: costing(0.25),
  },
  ended('cat', ulidAt(start, 3)),
  { ...born({ name: 'dog', id: ulidAt(start, 4), lease: lasting('3d'), target: 'far' }), cost: costing(2) },
  ofVersion(
    '2.1.0',
    waiting(
      born({ name: 'eel', id: ulidAt(start, 5), lease: lasting('1d'), cost: costing(0), planOnly: true }),
    ),
  ),
  {
    ...ready({ name: 'fox', id: ulidAt(start, 6), lease: startLease({ permanent: true }, bounds, start) }),
    cost: costing(0.25),
  },
  born({ name: 'gnu', id: ulidAt(start, 7), lease: lasting('30m'), team: 'shop', owner: 'bob@example.com' }),
];

const { stage, renew } = useStandingStage();
beforeAll(async () => {
  await renew();
  for (const life of lives) await stage.deps.registry.insert(life, null);
});

type Query = Partial<ListEnvironmentsQuery>;
const pages = async (query: Query, limit: number): Promise<string[][]> => {
  const found: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listEnvironments({ actor: actors.ada, ...query, limit, cursor }, stage.deps);
    found.push(page.items.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
};

describe('environments', () => {
  it.each<[Query, string[]]>([
    [{}, ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu']],
    [{ phase: 'queued' }, ['dog', 'gnu']],
    [{ phase: 'awaiting-approval' }, ['eel']],
    [{ team: 'shop' }, ['bee', 'gnu']],
    [{ team: 'shop', owner: 'bob@example.com' }, ['gnu']],
    [{ target: 'far' }, ['dog']],
    [{ template: 'playground' }, ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu']],
    [{ template: 'playground@^1' }, ['ant', 'bee', 'cat', 'dog', 'fox', 'gnu']],
    [{ template: 'playground@~2.1' }, ['eel']],
    [{ template: 'playground@^3' }, []],
    [{ template: 'other@^1' }, []],
    [{ sort: 'expiresAt', template: 'playground@^1', owner: 'me' }, ['bee', 'ant', 'dog', 'fox', 'cat']],
    [{ q: 'e' }, ['bee', 'eel']],
    [{ q: 'play' }, ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu']],
    [{ q: 'e', status: 'ready' }, ['bee']],
    [{ q: '#key' }, []],
    [{ sort: 'expiresAt' }, ['gnu', 'bee', 'eel', 'ant', 'dog', 'fox', 'cat']],
    [{ sort: '-cost' }, ['dog', 'ant', 'bee', 'fox', 'cat', 'eel', 'gnu']],
    [{ sort: '-cost', status: 'ready' }, ['ant', 'bee', 'fox']],
    [{ sort: 'expiresAt', owner: 'me' }, ['bee', 'eel', 'ant', 'dog', 'fox', 'cat']],
    [{ sort: 'expiresAt', q: 'none-of-it' }, []],
  ])('that %j asks for are the same in pages of every size', async (query, expected) => {
    for (const limit of [1, 2, 3, 100]) {
      const found = await pages(query, limit);

      expect(found.flat()).toEqual(expected);
      expect(Math.max(...found.map((page) => page.length))).toBeLessThanOrEqual(limit);
    }
  });

  it('are not skipped and not shown twice when others come and go between two sorted pages', async () => {
    const query = { actor: actors.ada, sort: 'expiresAt', limit: 3 } as const;
    const first = await listEnvironments(query, stage.deps);
    const late = born({ name: 'elk', id: ulidAt(start, 8), lease: lasting('2d') });
    await stage.deps.registry.insert(late, null);
    await stage.deps.registry.save(ended('bee', ulidAt(start, 2)), lives[1]!);

    const second = await listEnvironments({ ...query, cursor: first.next! }, stage.deps);

    expect(first.items.map(({ name }) => name)).toEqual(['gnu', 'bee', 'eel']);
    expect(second.items.map(({ name }) => name)).toEqual(['elk', 'ant', 'dog']);
  });

  it('are sorted only where all of them can be read', async () => {
    let read = 0;
    const list = async () => {
      read += 100;
      return { items: [], next: 'more' };
    };
    const deps = { ...stage.deps, registry: { ...stage.deps.registry, list } };

    await expect(
      listEnvironments({ actor: actors.ada, sort: '-cost', limit: 10 }, deps),
    ).rejects.toMatchObject({ code: 'TooManyToSort' });
    expect(read).toBe(mostGathered);
  });

  it.each(['x', 'AAAA', Buffer.from('a b c').toString('base64url')])(
    'refuses the cursor %s of no sorted list',
    async (cursor) => {
      const asked = listEnvironments({ actor: actors.ada, sort: 'expiresAt', limit: 1, cursor }, stage.deps);

      await expect(asked).rejects.toMatchObject({ code: 'InvalidRequest' });
    },
  );

  it('each say what the caller can do', async () => {
    const { items } = await listEnvironments({ actor: actors.ada, limit: 10, q: 'gnu' }, stage.deps);
    const own = await listEnvironments({ actor: actors.bob, limit: 10, q: 'gnu' }, stage.deps);

    expect([items[0]?.can, own.items[0]?.can]).toEqual([[], ['extend', 'destroy', 'cancel']]);
  });
});
