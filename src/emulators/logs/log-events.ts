import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { type Answer, type Call, type CallHead, type Forward, serviceOf } from '../front/call';
import type { Correction } from '../target-front/correction';
import { KeptLog, type LogLimits, type LogPosition, usualLimits } from './kept-log';

const Stream = z.object({ logGroupName: z.string(), logStreamName: z.string() });
const PutLogEvents = Stream.extend({
  logEvents: z.array(z.object({ timestamp: z.number(), message: z.string() })),
});
const GetLogEvents = Stream.extend({
  startFromHead: z.literal(true),
  limit: z.number().int().min(1).max(10_000).default(10_000),
  nextToken: z.string().optional(),
});

/** The log of each stream that was made, by its names. */
interface Streams {
  folder: string;
  limits: LogLimits;
  logs: Map<string, KeptLog>;
}

type Step = (call: Call, forward: Forward, streams: Streams) => Promise<Answer>;

const steps: Record<string, Step> = {
  CreateLogStream: async (call, forward, streams) => {
    const answer = await forward(call);
    const key = keyOf(call);
    if (answer.status < 300 && key !== undefined) streams.logs.set(key, openLog(streams, key));
    return answer;
  },
  PutLogEvents: (call, forward, streams) =>
    withLog(
      call,
      forward,
      streams,
    )(PutLogEvents, async (log, { logEvents }) => {
      await log.append(logEvents);
      return {};
    }),
  GetLogEvents: (call, forward, streams) =>
    withLog(
      call,
      forward,
      streams,
    )(GetLogEvents, async (log, { nextToken, limit }) => {
      const { events, next } = await log.read(positionOf(nextToken), limit);
      return { events, nextForwardToken: tokenOf(next) };
    }),
};

/**
 * moto keeps every event in memory and looks through all of them for each page, so a long log would stop the plane. Here they
 * lie in a folder, up to a limit; groups and streams stay with moto. A log is read forward from its head only.
 */
export function logEvents(folder: string, limits: LogLimits = usualLimits): Correction {
  const streams: Streams = { folder, limits, logs: new Map() };
  return {
    concerns: (head) => serviceOf(head) === 'logs' && Object.hasOwn(steps, operationOf(head)),
    correct: (call, forward) => steps[operationOf(call)]?.(call, forward, streams) ?? forward(call),
  };
}

function operationOf({ headers }: CallHead): string {
  return String(headers['x-amz-target'] ?? '').replace(/^Logs_20140328\./, '');
}

/** What is done with the log that a call names; moto refuses a stream that nobody made. */
function withLog(call: Call, forward: Forward, { logs }: Streams) {
  return async <Input>(
    schema: z.ZodType<Input>,
    work: (log: KeptLog, input: Input) => Promise<object>,
  ): Promise<Answer> => {
    const log = logs.get(keyOf(call) ?? '');
    if (!log) return forward(call);
    const input = schema.safeParse(JSON.parse(call.body.toString('utf8')));
    if (!input.success) return refused(input.error.issues[0]?.path.join('.') ?? '');
    return work(log, input.data).then(
      (output) => answered(200, output),
      (error: unknown) => {
        // A token that nobody was given points into the middle of an event.
        if (error instanceof NoToken || error instanceof SyntaxError) return refused('nextToken');
        throw error;
      },
    );
  };
}

class NoToken extends Error {}

function positionOf(token: string | undefined): LogPosition {
  if (token === undefined) return { part: 0, byte: 0 };
  const [, part, byte] = /^f\/(\d{1,9})\/(\d{1,12})$/.exec(token) ?? [];
  if (part === undefined) throw new NoToken();
  return { part: Number(part), byte: Number(byte) };
}

function tokenOf({ part, byte }: LogPosition): string {
  return `f/${part}/${byte}`;
}

function keyOf({ body }: Call): string | undefined {
  const named = Stream.safeParse(JSON.parse(body.toString('utf8'))).data;
  return named && JSON.stringify([named.logGroupName, named.logStreamName]);
}

/** A name may hold what no file's may. */
function openLog({ folder, limits }: Streams, key: string): KeptLog {
  return new KeptLog(join(folder, createHash('sha256').update(key).digest('hex')), limits);
}

function refused(field: string): Answer {
  return answered(400, {
    __type: 'InvalidParameterException',
    message: `The specified ${field} is invalid.`,
  });
}

function answered(status: number, output: object): Answer {
  const body = Buffer.from(JSON.stringify(output));
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'content-length': String(body.length) };
  return { status, headers, body };
}
