import { dueAt } from '../../../src/domain/environment/due';
import type { Environment } from '../../../src/domain/environment/environment';
import type { ErrorCode } from '../../../src/domain/base/errors';
import { isClaimed } from '../../../src/domain/environment/run';
import { hour } from '../../../src/domain/base/time';
import {
  type ModelAnswer,
  modelAnswer,
  modelBirth,
  type ModelCommand,
  type ModelLife,
  newRun,
} from './reference-model';

/** What was written of the one environment, in the order in which it was. */
export type History = Environment[];

/** A command as it went: what its actor last read, what it wrote, or why it was refused. */
export interface Made {
  command: ModelCommand | { type: 'create'; planOnly: boolean; by: string };
  at: number;
  read: string;
  wrote: string | null;
  refused: ErrorCode | null;
  why?: string;
}

/** How long a lease is that is asked for. */
const ttlMs = 2 * hour;
/** The version of what is not there. */
export const none = 'none';

/** What a version is known by. */
export function versionOf(environment: Environment | undefined): string {
  return environment ? `${environment.id} ${environment.version}` : none;
}

/** Plays the accepted commands to the model in the order in which they were written, then asks it about all others. */
export function compareWithModel(history: History, made: Made[]): void {
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
    return modelBirth(at, ttlMs, command);
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
export function agree(is: unknown, wanted: unknown, what: string): void {
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
