import fc from 'fast-check';
import type { Environment } from '../../../src/domain/environment/environment';
import { isDomainError } from '../../../src/domain/base/errors';
import { createEnvironment } from '../../../src/operations/environment/create-environment';
import { decideEnvironment, environments } from '../../../src/operations/environment/environments';
import { deliver } from '../../../src/operations/registry/deliver';
import type { Deps } from '../../../src/operations/ports/deps';
import { catalogOf } from '../../support/terraform/catalog';
import { depsOn, newWorld, type World } from '../../support/plane/deps';
import { memoryTable, type MemoryTable } from '../../support/aws/memory-table';
import { actors } from '../../support/plane/operations-stage';
import { agree, compareWithModel, type History, type Made, none, versionOf } from './compare-with-model';
import { type Attempt, commandOf, modelCommandOf, type Round, rounds } from './model-actors';

/** How a check went. */
export interface ModelCheck {
  commands: number;
  accepted: number;
  refused: number;
  seed: number;
}

const name = 'foo';

/**
 * Lets concurrent actors work on one name through the real decider, operations and registry, each of whose reads and
 * writes the scheduler puts in an order of its own, and compares every written version, every refusal and every silence
 * with the reference model. Throws fast-check's report, with seed and the shortest history, at the first difference.
 */
export async function checkModel({
  commands,
  seed,
}: {
  commands: number;
  seed: number;
}): Promise<ModelCheck> {
  const done: ModelCheck = { commands: 0, accepted: 0, refused: 0, seed };
  const property = fc.asyncProperty(fc.scheduler(), rounds, async (scheduler, history) => {
    const stage = setStage(() => scheduler.schedule(Promise.resolve()));
    const made: Made[] = [];
    for (const round of history) made.push(...(await playRound(stage, round, scheduler)));
    compareWithModel(stage.history, made);
    checkAudit(stage);
    count(done, made);
  });
  for (let turn = 0; done.commands < commands; turn++)
    await fc.assert(property, { seed: seed + turn, numRuns: 100, verbose: 1 });
  return done;
}

interface Stage {
  world: World;
  deps: Deps;
  memory: MemoryTable;
  history: History;
}

function setStage(turn: () => Promise<void>): Stage {
  const history: History = [];
  const memory = memoryTable(turn, (item) => {
    if (String(item['pk']).startsWith('ENV#')) history.push(structuredClone(item['body']) as Environment);
  });
  const world = newWorld();
  return { world, memory, history, deps: depsOn(memory.table, world, catalogOf()) };
}

async function playRound(stage: Stage, { after, attempts }: Round, scheduler: fc.Scheduler): Promise<Made[]> {
  stage.world.pass(after);
  const seen = stage.history.at(-1);
  const playing = Promise.all(attempts.map((attempt) => play(stage, attempt, seen)));
  return scheduler.waitFor(playing);
}

/** One actor's attempt: what it saw before decides about its command, what it reads then about its fate. */
async function play(stage: Stage, attempt: Attempt, seen: Environment | undefined): Promise<Made> {
  const at = Date.parse(stage.world.now);
  const trace: Trace = { read: none, wrote: null };
  const planOnly = attempt.guess > 5;
  const command =
    attempt.what === 'create' || !seen
      ? { type: 'create' as const, planOnly, by: actors.ada.id }
      : modelCommandOf(attempt, seen);
  try {
    await carryOut(command, stage, trace);
    return { command, at, ...trace, refused: null };
  } catch (error) {
    if (!isDomainError(error)) throw error;

    return { command, at, ...trace, refused: error.code, why: error.message };
  }
}

/** The runner leaves delivery to others, everybody else delivers at once; so it is in the operations. */
async function carryOut(command: Made['command'], { deps, world }: Stage, trace: Trace): Promise<void> {
  if (command.type === 'create') {
    const { planOnly } = command;
    const birth = { actor: actors.ada, name, template: 'playground', ttl: '2h', planOnly };
    await createEnvironment(birth, traced(deps, trace, 'insert'));
    return;
  }
  const toCommand = (read: Environment) => commandOf(command, read, world.now);
  const environment = await decideEnvironment(name, toCommand, traced(deps, trace, 'save'));
  if (!['claim-run', 'begin-apply', 'begin-verify'].includes(command.type))
    await deliver(environments, environment, deps);
}

/** What an actor read last before its command was decided, and the version that the command wrote. */
interface Trace {
  read: string;
  wrote: string | null;
}

/** The same dependencies, with a note of what is read and of what is written by this way of writing. */
function traced(deps: Deps, trace: Trace, way: 'insert' | 'save'): Deps {
  const { registry } = deps;
  const write: Deps['registry']['insert'] = async (environment, seen) => {
    const written = await (seen && way === 'save'
      ? registry.save(environment, seen)
      : registry.insert(environment, seen));
    if (written) trace.wrote = versionOf(environment);
    return written;
  };
  const get: Deps['registry']['get'] = async (asked) => {
    const found = await registry.get(asked);
    if (trace.wrote === null) trace.read = versionOf(found);
    return found;
  };
  const keepLife: Deps['registry']['keepLife'] = (ended) => registry.keepLife(ended);
  const save: Deps['registry']['save'] = (environment, seen) => registry.save(environment, seen);
  return { ...deps, registry: { ...registry, get, save, keepLife, [way]: write } };
}
/** No event is ever lost: each is in the audit, or still on the item of its name. */
function checkAudit({ history, memory }: Stage): void {
  const lives = new Map(history.map((written) => [written.id, written.seq]));
  const waiting = history.at(-1)?.outbox.map(({ life, seq }) => `${life} ${seq}`) ?? [];
  for (const [id, seq] of lives)
    for (let number = 1; number <= seq; number++) {
      const kept = memory.items.has(`EVENT#${id} ${String(number).padStart(6, '0')}`);
      agree(kept || waiting.includes(`${id} ${number}`), true, `the event ${number} of ${id} is kept`);
    }
}
function count(done: ModelCheck, made: Made[]): void {
  done.commands += made.length;
  done.accepted += made.filter(({ wrote }) => wrote !== null).length;
  done.refused += made.filter(({ refused }) => refused !== null).length;
}
