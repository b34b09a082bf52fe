import type { Actor } from '../../../src/domain/access/actor';
import { placeInLine } from '../../../src/domain/environment/slots/place-in-line';
import { destroyEnvironment } from '../../../src/operations/environment/destroy-environment';
import { runOf } from '../../support/builders/lives';
import { useStage } from '../../support/plane/operations-stage';
import { slotsOf } from '../../support/slots/slot-stage';

const stage = useStage();
const { slots, atWork, line, started, finish, sweeps } = slotsOf(stage);

const people = ['ada', 'bob', 'tom', 'eve', 'pat', 'vic'];
const actorOf = (name: string): Actor => ({
  kind: 'person',
  id: `${name}@example.com`,
  name,
  roles: ['developer'],
  teams: [],
});

/** Environments by their owner, in the order in which each owner asks: `ada-0`, `ada-1` and so on. */
const wanted = people.flatMap((person) => Array.from({ length: 10 }, (_, number) => `${person}-${number}`));
const ownerOf = (name: string) => name.split('-')[0]!;

/** Numbers from 0 to below 1, the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

it('sixty runs at once with four slots: in turn, none lost, each with its place; ten destroys meanwhile start before those that wait', async () => {
  const old = Array.from({ length: 10 }, (_, number) => `old-${number}`);
  for (const name of old) await stage.ready({ name, actor: actorOf('ada') });
  stage.world.started.length = 0;
  stage.world.slotCounts = { runs: 4, destroys: 4 };

  await Promise.all(wanted.map((name) => stage.create({ name, actor: actorOf(ownerOf(name)) })));
  await sweeps(1);
  expect(started()).toHaveLength(4);
  expect(await line()).toHaveLength(56);

  await Promise.all(old.map((name) => destroyEnvironment({ name, actor: actorOf('ada') }, stage.deps)));
  await sweeps(1);
  expect(started().slice(4)).toHaveLength(4);
  for (let ended = 0; ended < old.length; ended++) {
    const { destroys } = await slots();
    await finish(destroys.running[0]!.name);
  }
  expect(started().slice(4).sort()).toEqual([...old].sort());
  expect(await line()).toHaveLength(56);

  await drain();
  const provisions = started().filter((name) => !old.includes(name));
  expect([...provisions].sort()).toEqual([...wanted].sort());
  for (const name of wanted) expect((await stage.read(name)).status).toBe('ready');
  await sweeps(2);
  expect(await atWork()).toEqual([]);

  // Behind the first four, who were served as they came, each six in a row are of six owners while all of them wait.
  for (let from = 4; from + 6 <= 40; from += 6)
    expect(new Set(provisions.slice(from, from + 6).map(ownerOf)).size).toBe(6);
});

/** Ends what is at work in no order, until nothing is; with each end everybody in line moves forward by one. */
async function drain() {
  const next = random(7);
  for (let before = await line(); ;) {
    const holders = await atWork();
    expect(holders.length).toBeLessThanOrEqual(4);
    if (holders.length === 0) break;
    await finish(holders[Math.floor(next() * holders.length)]!);
    const now = await line();
    expect(now).toEqual(before.slice(1));
    for (const [index, name] of now.entries())
      expect(placeInLine(await slots(), runOf(await stage.read(name)))?.position).toBe(index + 1);
    before = now;
  }
}
