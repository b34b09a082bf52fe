import { createServer } from 'node:http';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoAudit } from '../../../src/aws/dynamo-audit';
import { createDynamoDueIndex } from '../../../src/aws/dynamo-due';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import { createDynamoOverdueIndex } from '../../../src/aws/dynamo-overdue';
import { createDynamoReservations } from '../../../src/aws/dynamo-reservations';
import { tableDefinition } from '../../../src/plane/table';
import { createEventBridgeBus } from '../../../src/aws/eventbridge-bus';
import { type Instant, latest, minute, plus } from '../../../src/domain/base/time';
import { startDynamoDb } from '../../../src/emulators/dynamodb';
import { closeServer, listenLocally } from '../../../src/emulators/local-server';
import type { Reservations } from '../../../src/operations/ports/registry';
import { decideAndSave } from '../../../src/operations/registry/decide-and-save';
import { deliver } from '../../../src/operations/registry/deliver';
import { sweptReservations } from '../../../src/operations/registry/repair-reservation';
import { confirmRequest, reserveRequest } from '../../../src/operations/registry/reserve-request';
import { sweep } from '../../../src/operations/registry/sweep';
import type { SweptKind } from '../../../src/operations/registry/swept-kind';
import { sweptEntries } from '../../../src/operations/registry/visit-entry';
import type { FaultPoint } from '../lab/fault';
import { FaultPlan } from '../lab/fault-plan';
import { createHubTap, type HubCall } from '../lab/hub-tap';
import { ulidAt } from '../../support/builders/ulids';
import { type CounterDeps, counterKind, counters, newCounter } from './counter';

type Deps = CounterDeps & { reservations: Reservations };
type Item = Record<string, unknown>;

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const actor = { id: 'ada' };
const requestOf = (key: string) => ({ key, digest: key });
/** The table of kinds that the sweep is handed: the toy, and the reservations of its keys. */
const kinds: readonly SweptKind<Deps>[] = [
  sweptEntries(counters),
  sweptReservations(({ id }, deps) => deps.counters.get(id)),
];

/** What is there when a counter's life is over. */
export interface Told {
  count: number;
  untold: number;
  rung: number;
  audited: number[];
  published: string[];
  due: number;
}

/** Counters whose calls of AWS go through the tap of the fault lab, each life on a table of its own. */
export async function openCounterLab() {
  const [dynamo, bus] = [await startDynamoDb(), await startBus()];
  const dead = new Set<HubCall['caller']>();
  let plan = new FaultPlan({ kill: async () => undefined, passTime: async () => undefined });
  const tap = createHubTap(async (call, forward) =>
    dead.has(call.caller) ? null : plan.judge(call, forward),
  );
  const world = { now: '2026-01-01T00:00:00.000Z', ids: 0, table: 'none' };
  const depsOf = async (caller: HubCall['caller']) =>
    connect(await tap.through(caller, { dynamoDb: dynamo.url, events: bus.url } as never), world);
  const [api, sweeper] = [await depsOf('api'), await depsOf('sweep')];
  const direct = connect({ dynamoDb: dynamo.url, events: bus.url }, world);

  /** A process dies with what it does; the next one starts. */
  const processOf = async (caller: HubCall['caller'], work: () => Promise<unknown>) => {
    const failed = await work().then(
      () => false,
      () => true,
    );
    dead.delete(caller);
    return !failed;
  };
  const sweepOnce = () => processOf('sweep', () => sweep(kinds, sweeper.deps, 5_000));
  /** Lets time go on to whatever is due next, and sweeps, until nothing is left to do. */
  const finish = async () => {
    for (let step = 0; step < 60; step++) {
      const [next] = (await direct.items()).flatMap(({ dueAt }) => (dueAt ? [String(dueAt)] : [])).sort();
      if (next === undefined) return;
      world.now = plus(latest(world.now, next), 1_000);
      await sweepOnce();
    }
  };
  const ask = async (work: (deps: Deps) => Promise<unknown>) => {
    for (let time = 0; time < 5; time++) if (await processOf('api', () => work(api.deps))) return;
    throw new Error('what was asked for failed five times');
  };

  return {
    /** Lives the life of one counter with these faults: made, added to twice under one key, left to its timer. */
    live: async (faults: FaultPoint[]): Promise<{ told: Told; plan: FaultPlan }> => {
      await direct.empty();
      bus.published.length = 0;
      plan = new FaultPlan({
        kill: async ({ caller }) => void dead.add(caller),
        passTime: async () => {
          world.now = plus(world.now, minute + 1_000);
          await Promise.allSettled([sweep(kinds, direct.deps), sweep(kinds, direct.deps)]);
        },
      });
      plan.plan('*', faults);
      await ask((deps) => make(deps));
      for (let time = 0; time < 2; time++) await ask((deps) => add(deps));
      await finish();
      return { told: await lookAt(direct, bus.published), plan };
    },
    close: async () => {
      for (const { client } of [api, sweeper, direct]) client.destroy();
      await tap.close();
      await Promise.all([dynamo.close(), bus.close()]);
    },
  };
}

/** What all processes share: the time, the last id, and the table of the present life. */
interface World {
  now: Instant;
  ids: number;
  table: string;
}

type Connection = ReturnType<typeof connect>;

/** Everything that counters need, at these addresses. */
function connect({ dynamoDb, events }: { dynamoDb: string; events: string }, world: World) {
  const at = { region: 'us-east-1', credentials, maxAttempts: 2 };
  const raw = new DynamoDBClient({ ...at, endpoint: dynamoDb });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const table = {
    client,
    get name() {
      return world.table;
    },
  };
  const put = (Item: Item) => client.send(new PutCommand({ TableName: table.name, Item }));
  const deps: Deps = {
    counters: createDynamoEntries(table, counterKind),
    reservations: createDynamoReservations(table),
    audit: createDynamoAudit(table, () => world.now),
    due: createDynamoDueIndex(table),
    overdue: createDynamoOverdueIndex(table),
    bus: createEventBridgeBus(new EventBridgeClient({ ...at, endpoint: events }), 'toys'),
    ring: async (counter, nth) => void (await put({ pk: `BELL#${counter}`, sk: String(nth) })),
    clock: () => world.now,
    newId: () => ulidAt(world.now, world.ids++),
    log: { warn: () => undefined },
    meter: { emit: () => undefined },
  };
  const items = async () => (await client.send(new ScanCommand({ TableName: table.name }))).Items ?? [];
  const empty = async () => {
    world.table = `toys-${world.ids++}`;
    await raw.send(new CreateTableCommand(tableDefinition(world.table)));
  };
  return { client, deps, items, empty };
}

async function make(deps: Deps): Promise<void> {
  const wanted = { actor, request: requestOf('make'), id: deps.newId(), name: 'toy' };
  const { id, made } = await reserveRequest(wanted, (promised) => deps.counters.get(promised.id), deps);
  if (made) return;
  const counter = newCounter(id, deps.clock());
  await deps.counters.insert(counter, null);
  await confirmRequest({ ...wanted, id }, deps);
  await deliver(counters, counter, deps);
}

/** The same request whenever it is sent. */
async function add(deps: Deps): Promise<void> {
  const [only] = (await deps.counters.list({}, { limit: 1 })).items;
  const place = { kind: counterKind, entries: deps.counters, key: only?.id ?? '' };
  const command = { type: 'add' as const, amount: 1, request: requestOf('add') };
  await deliver(counters, (await decideAndSave(place, () => [command], deps)).entry, deps);
}

async function lookAt({ items }: Connection, published: string[]): Promise<Told> {
  const all = await items();
  const of = (prefix: string) => all.filter(({ pk }) => String(pk).startsWith(`${prefix}#`));
  const [counter] = of('COUNTER').map(({ body }) => body as ReturnType<typeof newCounter>);
  if (!counter) throw new Error('the counter is lost');
  return {
    count: counter.count,
    untold: counter.outbox.length + counter.effects.length,
    rung: of('BELL').length,
    audited: of('EVENT').map(({ body }) => (body as { seq: number }).seq),
    published: [...new Set(published)].map((id) => id.replace(`${counter.id}-`, '')).sort(),
    due: all.filter(({ dueAt }) => dueAt !== undefined).length,
  };
}

/** A bus that accepts every event that says something. */
async function startBus() {
  const published: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { Entries } = JSON.parse(Buffer.concat(chunks).toString()) as { Entries: { Detail: string }[] };
      const taken = Entries.map(({ Detail }) => Detail !== '' && (JSON.parse(Detail) as { id: string }).id);
      published.push(...taken.filter((id) => id !== false));
      const results = taken.map((id) => (id === false ? { ErrorCode: 'Refused' } : { EventId: id }));
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      const FailedEntryCount = taken.filter((id) => id === false).length;
      response.end(JSON.stringify({ FailedEntryCount, Entries: results }));
    });
  });
  const url = await listenLocally(server);
  return { url, published, close: () => closeServer(server) };
}
