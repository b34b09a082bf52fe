import type { Actor } from '../../../../../src/domain/access/actor';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { SummaryView } from '../../../../../src/domain/environment/summary/summary-view';
import { startLease } from '../../../../../src/domain/lease';
import { getSummary } from '../../../../../src/operations/environment/list/get-summary';
import { start } from '../../../../support/builders/births';
import {
  after,
  born,
  by,
  claimed,
  destroyedOutcome,
  failedOutcome,
  ready,
  settled,
  waiting,
} from '../../../../support/builders/lives';
import { ulidAt } from '../../../../support/builders/ulids';
import { actors, useStandingStage } from '../../../../support/plane/operations-stage';

const bounds = { default: '1d', max: '30d', permanent: true };
const lasting = (ttl: string) => ({ lease: startLease({ ttl }, bounds, start) });
const costing = (hourly: number, unpriced: string[] = []) => ({
  cost: { source: 'plan', hourly, monthly: hourly * 730, lease: null, unpriced, unverified: false } as const,
});
const bob = 'bob@example.com';
const ended = () => {
  const doomed = after(ready({ name: 'hen', id: ulidAt(start, 8) }), [{ type: 'destroy', by }]);
  return settled(claimed(doomed), destroyedOutcome()).environment;
};

const lives: Environment[] = [
  { ...ready({ name: 'ant', id: ulidAt(start, 1), ...lasting('3d') }), ...costing(0.1) },
  { ...ready({ name: 'bee', id: ulidAt(start, 2), ...lasting('2h'), team: 'data' }), ...costing(0.2, ['x']) },
  { ...born({ name: 'cat', id: ulidAt(start, 3), ...lasting('3d') }), ...costing(7) },
  waiting(born({ name: 'dog', id: ulidAt(start, 4), ...lasting('3d'), owner: bob, by: bob }), ['above-cost']),
  waiting(born({ name: 'eel', id: ulidAt(start, 5), ...lasting('3d'), planOnly: true })),
  settled(claimed(born({ name: 'fox', id: ulidAt(start, 6), ...lasting('3d') })), failedOutcome())
    .environment,
  {
    ...after(ready({ name: 'gnu', id: ulidAt(start, 7), owner: bob }), [{ type: 'destroy', by }]),
    ...costing(0.3),
  },
  ended(),
];

const { stage, renew } = useStandingStage();
beforeAll(async () => {
  await renew();
  for (const life of lives) await stage.deps.registry.insert(life, null);
});
const needsOf = async (actor: Actor) => {
  const { needs } = await getSummary({ actor }, stage.deps);
  return Object.values(needs).map(({ items }) => items.map(({ name }) => name));
};

describe('a summary', () => {
  it('counts what lives and what it costs: of everybody, of the caller, of their teams', async () => {
    const summary = await getSummary({ actor: actors.ada }, stage.deps);

    expect(SummaryView.parse(summary)).toMatchObject({
      at: start,
      complete: true,
      all: {
        environments: 7,
        statuses: { ready: 2, pending: 3, failed: 1, destroying: 1 },
        phases: { queued: 2, 'awaiting-approval': 2 },
        spend: { hourly: 0.6, monthly: 438, unpriced: 1 },
      },
      mine: { environments: 5, spend: { hourly: 0.3, unpriced: 1 } },
      teams: { environments: 1, statuses: { ready: 1 }, spend: { hourly: 0.2, monthly: 146 } },
    });
  });

  it.each<[string, Actor, string[][]]>([
    ['the owner', actors.ada, [['eel'], ['fox'], ['bee']]],
    ['one who asked for what needs another', actors.bob, [[], [], []]],
    ['an approver', actors.eve, [['dog', 'eel'], [], []]],
    ['an admin', actors.root, [['dog', 'eel'], [], []]],
    ['a viewer', actors.vic, [[], [], []]],
  ])('names what needs %s', async (_who, actor, expected) => {
    expect(await needsOf(actor)).toEqual(expected);
  });

  it('counts all that needs somebody, and names the most urgent', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...ready({ name: `n${index}`, id: ulidAt(start, 100 + index), ...lasting(`${60 - index}m`) }),
    }));
    const registry = { ...stage.deps.registry, list: async () => ({ items: many, next: null }) };
    const { needs } = await getSummary({ actor: actors.ada }, { ...stage.deps, registry });

    expect(needs.ending.count).toBe(30);
    expect(needs.ending.items.map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, index) => `n${29 - index}`),
    );
  });

  it('says when it has not read everything', async () => {
    const list = async () => ({ items: lives.slice(0, 1), next: 'more' });
    const registry = { ...stage.deps.registry, list };

    expect(await getSummary({ actor: actors.ada }, { ...stage.deps, registry })).toMatchObject({
      complete: false,
      all: { environments: 50 },
    });
  });

  it('is given while the catalog cannot be read, without what needs it', async () => {
    const catalog = { read: () => Promise.reject(new Error('S3 is down')) };

    const { all, needs } = await getSummary({ actor: actors.eve }, { ...stage.deps, catalog });

    expect([all.environments, needs.approval.count]).toEqual([7, 0]);
  });
});
