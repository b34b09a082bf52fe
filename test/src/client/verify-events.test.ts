import fc from 'fast-check';
import { type ChainReport, verifyEvents } from '../../../src/client/verify-events';
import { DomainEvent, type EventPage } from '../../../src/domain/environment/events';
import { minute } from '../../../src/domain/base/time';
import { sweep } from '../../../src/operations/registry/sweep';
import { kinds } from '../../../lambdas/sweep/kinds';
import { listEvents } from '../../../src/operations/environment/list-events';
import { destroyEnvironment } from '../../../src/operations/environment/destroy-environment';
import { extendEnvironment } from '../../../src/operations/environment/extend-environment';
import { actors, dieAt, useStage } from '../../support/plane/operations-stage';

const stage = useStage();
const read = () => listEvents({ name: 'foo', after: 0 }, stage.deps);

/** A page of a life that was made, built and extended by the operations themselves. */
async function lived(): Promise<EventPage> {
  await stage.ready();
  for (const ttl of ['1h', '2h', '1h'])
    await extendEnvironment({ actor: actors.ada, name: 'foo', ttl }, stage.deps);
  return read();
}

const without = ({ previous: _, ...event }: DomainEvent): DomainEvent => event;
const seqOf = ({ fault }: ChainReport) => fault?.seq;

it('finds nothing in what was written, from the first event to the head', async () => {
  const page = await lived();

  const { seq, head } = await stage.read();
  expect(verifyEvents(page)).toEqual({
    life: page.head.life,
    events: seq,
    chainedFrom: 1,
    head,
    previousLife: null,
    fault: null,
  });
  expect(seq).toBeGreaterThan(5);
});

it('finds whatever event is missing, changed or out of order, or has another digest', async () => {
  const page = await lived();
  const event = fc.nat({ max: page.items.length - 1 });
  const damages: Record<string, (items: DomainEvent[], at: number) => DomainEvent[]> = {
    missing: (items, at) => items.toSpliced(at, 1),
    reordered: (items, at) => items.toSpliced(at, 1).toSpliced((at + 1) % items.length, 0, items[at]!),
    renumbered: (items, at) =>
      damages['reordered']!(items, at).map((one, index) => ({ ...one, seq: index + 1 })),
    'another actor': (items, at) => items.with(at, { ...items[at]!, actor: 'eve@example.com' }),
    'another fact': (items, at) => items.with(at, { ...items[at]!, data: { ...items[at]!.data, odd: 1 } }),
    unchained: (items, at) => items.with(at, without(items[at]!)),
    'begun anew': (items, at) => items.with(at, { ...items[at]!, previous: null }),
    'cut off': (items, at) => items.slice(0, at),
  };

  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(damages)), event, (damage, at) => {
      if (damage === 'begun anew' && at === 0) return;
      const items = damages[damage]!(page.items, at);
      expect([damage, at, seqOf(verifyEvents({ ...page, items }))]).not.toEqual([damage, at, undefined]);
    }),
  );
});

it('shows events from before there was a chain, and where it begins', async () => {
  await stage.create();
  const seen = await stage.read();
  const { head: _, ...before } = seen;
  await stage.deps.registry.save({ ...before, version: seen.version + 1 }, seen);
  await extendEnvironment({ actor: actors.ada, name: 'foo', ttl: '1h' }, stage.deps);
  const page = await read();
  const items = page.items.map((event) => (event.seq < 3 ? without(event) : event));

  const report = verifyEvents({ ...page, items });

  expect(items.at(-1)).toMatchObject({ seq: 3, previous: null });
  expect(report).toMatchObject({ events: 3, chainedFrom: 3, fault: null });
  const unchained = { items: items.slice(0, 2), next: null, head: { ...page.head, seq: 2, digest: null } };
  expect(verifyEvents(unchained)).toMatchObject({
    chainedFrom: null,
    head: null,
    fault: null,
  });
});

it('goes on from one life of a name to the next', async () => {
  await stage.ready();
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  const ended = await stage.finishDestroy();
  await stage.create();

  const report = verifyEvents(await read());

  expect(report).toMatchObject({ previousLife: ended.head, chainedFrom: 1, fault: null });
  expect(report.life).not.toBe(ended.id);
});

describe('a process that dies', () => {
  it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
    'at its %d. call leaves a chain with neither holes nor forks',
    async (number) => {
      const { deps, world } = stage;
      await stage.ready();
      const { died } = dieAt(world, number);
      const asked = destroyEnvironment({ actor: actors.ada, name: 'foo' }, deps).catch(() => undefined);
      await asked;
      await extendEnvironment({ actor: actors.ada, name: 'foo', ttl: '1h' }, deps).catch(() => undefined);
      world.fail = () => undefined;
      world.pass(minute);
      await sweep(kinds, deps);

      const { seq, outbox, id } = await stage.read();
      const audited = await deps.audit.list(DomainEvent, id, { after: 0, limit: 99 });
      expect(verifyEvents(await read())).toMatchObject({ events: seq, chainedFrom: 1, fault: null });
      expect([outbox, audited.items.length]).toEqual([[], seq]);
      expect(died()).toBe(true);
    },
  );
});

it('stays one chain when many decide at the same time', async () => {
  await stage.create();
  const extend = () => extendEnvironment({ actor: actors.ada, name: 'foo', ttl: '1m' }, stage.deps);

  const ended = await Promise.allSettled(Array.from({ length: 8 }, extend));

  const made = ended.filter(({ status }) => status === 'fulfilled').length;
  const { seq } = await stage.read();
  expect(made).toBeGreaterThan(1);
  expect(seq).toBe(2 + made);
  expect(verifyEvents(await read())).toMatchObject({ events: seq, chainedFrom: 1, fault: null });
});
