import { sweep } from '../../src/operations/registry/sweep';
import { hour, plus } from '../../src/domain/base/time';
import { startLease } from '../../src/domain/lease';
import { start } from '../support/builders/births';
import { depsOn, newWorld } from '../support/plane/deps';
import { ready } from '../support/builders/lives';
import { ulidAt } from '../support/builders/ulids';
import { startRegistryTable } from '../support/aws/registry';
import { countReads, type Reads } from './count-reads';
import type { Bench, Figure } from './figure';
import { milliseconds, show, type Spread, spreadOf, timeOf } from './measure';
import { quiet, removeEnvironments, seedEnvironments } from './seed-environments';
import { kinds } from '../../lambdas/sweep/kinds';

const populations = [1_000, 10_000, 100_000];
const dueCounts = [0, 10, 100];
const mostRequests = 4;
const mostReads = 2;

/** What a sweep reads, and how long it takes, by how much exists and how much of it is due. */
export const sweepReads: Bench = {
  name: 'sweep',
  about: 'a sweep over 1,000, 10,000 and 100,000 environments of which 0, 10 and 100 are due',
  run: async ({ pairs, share }, say) => {
    const measured: Measured[] = [];
    for (const population of populations.map((count) => count * share))
      measured.push(...(await measurePopulation(population, pairs, say)));
    return [...measured.map(figureOf), sameReads(measured), ...perDueItem(measured)];
  },
};

/** A registry for each population: what an earlier one let expire would be overdue here, and be read as that. */
async function measurePopulation(
  population: number,
  times: number,
  say: (line: string) => void,
): Promise<Measured[]> {
  const registry = await openRegistry();
  try {
    await registry.fill(population);
    say(`${population} environments are there`);
    const measured: Measured[] = [];
    for (const due of dueCounts) measured.push(await measure(registry, { population, due, times }));
    return measured;
  } finally {
    await registry.close();
  }
}

interface Measured {
  population: number;
  due: number;
  reads: Reads;
  /** Events that the sweep published. */
  events: number;
  time: Spread;
}

type BenchRegistry = Awaited<ReturnType<typeof openRegistry>>;

/** A registry of its own whose workflows and bus accept at once, so that the sweep's own work is what is measured. */
async function openRegistry() {
  const { table, close } = await startRegistryTable();
  const world = newWorld(plus(start, 1.5 * hour));
  const deps = depsOn(table, world);
  let made = 0;
  return {
    deps,
    reads: countReads(table.client),
    published: world.published,
    close,
    /** Adds environments with nothing to do. */
    fill: (population: number) =>
      seedEnvironments(
        table,
        generate(population, (nth) => quiet(ready({ name: `idle${nth}`, lease: longLease }))),
      ),
    /** Adds environments whose lease ended a moment ago. */
    addDue: (count: number) =>
      seedEnvironments(
        table,
        generate(count, () => ended(made++)),
      ),
    /** Takes those out again that were due: as overdue ones, the gauges of the next sweep would read them too. */
    removeDue: (count: number) =>
      removeEnvironments(
        table,
        generate(count, (nth) => `due${made - 1 - nth}`),
      ),
  };
}

function* generate<Item>(count: number, make: (nth: number) => Item): Generator<Item> {
  for (let nth = 0; nth < count; nth++) yield make(nth);
}

/** A lease of which no warning is due while the bench sweeps. */
const longLease = startLease({}, { default: '7d', max: '30d', permanent: false }, start);

/** A life of its own, with its own events, whose lease is over half an hour before the sweep looks. */
function ended(nth: number) {
  const bounds = { default: '1h', max: '1h', permanent: false };
  return quiet(ready({ name: `due${nth}`, id: ulidAt(start, nth), lease: startLease({}, bounds, start) }));
}

async function measure(
  registry: BenchRegistry,
  { population, due, times }: { population: number; due: number; times: number },
): Promise<Measured> {
  const found: { reads: Reads; events: number; ms: number }[] = [];
  for (let time = 0; time < times; time++) {
    await registry.addDue(due);
    registry.reads();
    const before = registry.published.length;
    const ms = await timeOf(async () => {
      const { visited, failed } = await sweep(kinds, registry.deps);
      if (visited !== due || failed > 0)
        throw new Error(`${due} were due, the sweep visited ${visited} and failed at ${failed}`);
    });
    const events = registry.published.length - before;
    if (events < due) throw new Error(`${due} leases ended, and the sweep published ${events} events`);
    found.push({ reads: registry.reads(), events, ms });
    await registry.removeDue(due);
  }
  const reads = {
    requests: spreadOf(found.map((one) => one.reads.requests)).median,
    items: spreadOf(found.map((one) => one.reads.items)).median,
  };
  const events = spreadOf(found.map((one) => one.events)).median;
  return { population, due, reads, events, time: spreadOf(found.map(({ ms }) => ms)) };
}

function figureOf({ population, due, reads, time }: Measured): Figure {
  return {
    name: `sweep, ${due} due of ${population.toLocaleString('en')}`,
    measured: show(time),
    reference: due === 0 ? '' : `${milliseconds(time.median / due)} per due item`,
    result: `${reads.items} items read, ${reads.requests} requests`,
    detail: { population, due, reads, time },
  };
}

/** With nothing due, how much exists must make no difference. */
function sameReads(measured: Measured[]): Figure {
  const idle = measured.filter(({ due }) => due === 0);
  const [least, most] = [idle[0], idle.at(-1)];
  const met = least?.reads.items === most?.reads.items && least?.reads.requests === most?.reads.requests;
  const text = (one: Measured | undefined) => `${one?.reads.items} items, ${one?.reads.requests} requests`;
  return {
    name: 'sweep with nothing due',
    measured: `${most?.population.toLocaleString('en')}: ${text(most)}`,
    reference: `${least?.population.toLocaleString('en')}: ${text(least)}`,
    result: met ? 'the same' : 'not the same',
    target: 'the same',
    met,
    detail: idle,
  };
}

/** What one due item costs above the sweep itself, where most of all were due: a request for each event comes on top. */
function perDueItem(measured: Measured[]): Figure[] {
  const idle = measured.findLast(({ due }) => due === 0);
  const busy = measured.at(-1);
  if (!idle || !busy) return [];
  const perItem = (of: (one: Measured) => number) => (of(busy) - of(idle)) / busy.due;
  const events = perItem((one) => one.events);
  const requests = perItem((one) => one.reads.requests);
  const items = perItem((one) => one.reads.items);
  const allowed = mostRequests + events;
  const measuredOf = `${busy.due} due of ${busy.population.toLocaleString('en')}`;
  const row = {
    reference: `${events} events each`,
    measured: measuredOf,
    detail: { events, requests, items },
  };
  return [
    {
      ...row,
      name: 'sweep, requests per due item',
      result: `${requests.toFixed(2)}`,
      target: `≤ ${allowed}`,
      met: requests <= allowed,
    },
    {
      ...row,
      name: 'sweep, items read per due item',
      result: `${items.toFixed(2)}`,
      target: `≤ ${mostReads}`,
      met: items <= mostReads,
    },
  ];
}
