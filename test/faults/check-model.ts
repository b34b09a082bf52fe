import fc from 'fast-check';
import { dueAt } from '../../src/domain/due';
import type { Environment } from '../../src/domain/environment';
import { type ErrorCode, isDomainError } from '../../src/domain/errors';
import { isClaimed } from '../../src/domain/run';
import { hour } from '../../src/domain/time';
import { createEnvironment } from '../../src/operations/create-environment';
import { decideAndSave } from '../../src/operations/decide-and-save';
import { deliver } from '../../src/operations/deliver';
import type { Deps } from '../../src/operations/deps';
import { catalogOf } from '../support/catalog';
import { depsOn, newWorld, type World } from '../support/deps';
import { memoryTable, type MemoryTable } from '../support/memory-table';
import { actors } from '../support/operations-stage';
import { type Attempt, commandOf, modelCommandOf, type Round, rounds } from './model-actors';
import {
  type ModelAnswer,
  modelAnswer,
  modelBirth,
  type ModelCommand,
  type ModelLife,
  newRun,
} from './reference-model';

/** What was written of the one environment, in the order in which it was. */
type History = Environment[];

/** A command as it went: what its actor last read, what it wrote, or why it was refused. */
interface Made {
  command: ModelCommand | { type: 'create'; planOnly: boolean };
  at: number;
  read: string;
  wrote: string | null;
  refused: ErrorCode | null;
  why?: string;
}

/** How a check went. */
export interface ModelCheck {
  commands: number;
  accepted: number;
  refused: number;
  seed: number;
}

const name = 'foo';
const ttlMs = 2 * hour;
const none = 'none';
const versionOf = (environment: Environment | undefined) =>
  environment ? `${environment.id} ${environment.version}` : none;

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
    compare(stage.history, made);
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
      ? { type: 'create' as const, planOnly }
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
  const { environment } = await decideAndSave(name, toCommand, traced(deps, trace, 'save'));
  if (!['claim-run', 'begin-apply', 'begin-verify'].includes(command.type)) await deliver(environment, deps);
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

/** Plays the accepted commands to the model in the order in which they were written, then asks it about all others. */
function compare(history: History, made: Made[]): void {
  const writers = new Map(made.filter(({ wrote }) => wrote !== null).map((one) => [one.wrote, one]));
  const lives = new Map<string, ModelLife>();
  let before: Environment | undefined;
  let life: ModelLife | undefined;
  for (const written of history) {
    checkOrder(before, written);
    life = advance(life, writers.get(versionOf(written)), written);
    agree(shortly(written), modelShortly(life), 'what was written');
    lives.set(versionOf(written), life);
    before = written;
  }
  for (const one of made) if (one.wrote === null) checkSilent(one, lives.get(one.read));
}

/** Versions count on by one, also from life to life, and the ids of lives grow. */
function checkOrder(before: Environment | undefined, written: Environment): void {
  agree(written.version, (before?.version ?? 0) + 1, 'the version');
  if (!before) return;
  agree(written.updatedAt >= before.updatedAt, true, 'time goes on');
  if (before.id !== written.id)
    agree([before.status, written.id > before.id], ['destroyed', true], 'a new life');
  const over = written.status === 'destroyed' && written.outbox.length + written.effects.length === 0;
  agree(dueAt(written) === undefined, over, 'nothing is due');
}

/** A write of nobody's command takes off what was delivered, and so changes nothing that the model knows. */
function advance(life: ModelLife | undefined, maker: Made | undefined, written: Environment): ModelLife {
  const next = maker ? follow(life, maker) : life;
  if (!next) throw new Error('Something was written before anybody asked for it.');
  const { run } = next;
  return run?.id === newRun ? { ...next, run: { ...run, id: written.run?.id ?? none } } : next;
}

function follow(life: ModelLife | undefined, { command, at }: Made): ModelLife {
  if (command.type === 'create') {
    agree(life?.status ?? 'destroyed', 'destroyed', 'the life before a birth');
    return modelBirth(at, ttlMs, command.planOnly);
  }
  if (!life) throw new Error('A command changed what was not there.');
  const answer = modelAnswer(life, command, at);
  if ('refused' in answer)
    throw new Error(
      `${command.type} was accepted; the model says ${answer.refused} of ${JSON.stringify(life)}`,
    );
  return answer.life;
}

/** Who wrote nothing was rightly refused, or had nothing to change. */
function checkSilent({ command, at, refused, why, read }: Made, life: ModelLife | undefined): void {
  const answer = expected(command, at, life);
  const says = 'refused' in answer ? answer.refused : null;
  agree(refused, says, `the refusal (${why} ${read}) of ${JSON.stringify({ command, life })}`);
  if ('life' in answer && life) agree(modelShortly(answer.life), modelShortly(life), 'a life left alone');
}

function expected(command: Made['command'], at: number, life: ModelLife | undefined): ModelAnswer {
  if (command.type === 'create') return { refused: 'NameTaken' };
  return life ? modelAnswer(life, command, at) : { refused: 'EnvironmentNotFound' };
}

/** Compares as JSON, and says of what when it differs. */
function agree(is: unknown, wanted: unknown, what: string): void {
  const [left, right] = [JSON.stringify(is), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}: is ${left}, the model says ${right}`);
}

function shortly({ status, run, applied, lease }: Environment) {
  return {
    status,
    applied: applied?.run ?? null,
    expiresAt: Date.parse(lease.expiresAt ?? ''),
    run: run && {
      id: run.id,
      destroys: run.kind === 'destroy',
      phase: run.phase,
      build: isClaimed(run) ? run.build : null,
      stop: run.stop !== null,
    },
  };
}

function modelShortly({ status, run, applied, expiresAt }: ModelLife): ReturnType<typeof shortly> {
  if (!run) return { status, applied, expiresAt, run };
  const { id, destroys, phase, build, stop } = run;
  return { status, applied, expiresAt, run: { id, destroys, phase, build, stop } };
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
