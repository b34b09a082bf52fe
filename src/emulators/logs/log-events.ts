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

/** What is done with a call: the names in its body are read already. */
type Step = (asked: Asked, streams: Streams) => Promise<Answer>;

interface Asked {
  call: Call;
  forward: Forward;
  body: unknown;
  /** Group and stream, where both are named. */
  key: string | undefined;
}

const steps: Record<string, Step> = {
  CreateLogStream: async ({ call, forward, key }, streams) => {
    const answer = await forward(call);
    if (answer.status < 300 && key !== undefined) streams.logs.set(key, openLog(streams, key));
    return answer;
  },
  PutLogEvents: (asked, streams) =>
    withLog(asked, streams, {
      schema: PutLogEvents,
      work: async (log, { logEvents }) => {
        await log.append(logEvents);
        return {};
      },
    }),
  GetLogEvents: (asked, streams) =>
    withLog(asked, streams, {
      schema: GetLogEvents,
      work: async (log, { nextToken, limit }) => {
        const { events, next } = await log.read(positionOf(nextToken), limit);
        return { events, nextForwardToken: tokenOf(next) };
      },
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
    correct: (call, forward) => steps[operationOf(call)]?.(read(call, forward), streams) ?? forward(call),
  };
}

function operationOf({ headers }: CallHead): string {
  return String(headers['x-amz-target'] ?? '').replace(/^Logs_20140328\./, '');
}

interface Work<Input> {
  schema: z.ZodType<Input>;
  work: (log: KeptLog, input: Input) => Promise<object>;
}

/** What is done with the log that a call names; moto refuses a stream that nobody made. */
async function withLog<Input>(
  { call, forward, body, key = '' }: Asked,
  { logs }: Streams,
  { schema, work }: Work<Input>,
): Promise<Answer> {
  const log = logs.get(key);
  if (!log) return forward(call);
  const input = schema.safeParse(body);
  if (!input.success) return refused(input.error.issues[0]?.path.join('.') ?? '');
  try {
    return answered(200, await work(log, input.data));
  } catch (error) {
    // A token that nobody was given points into the middle of an event.
    if (error instanceof NoToken || error instanceof SyntaxError) return refused('nextToken');
    throw error;
  }
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

function read(call: Call, forward: Forward): Asked {
  const body: unknown = JSON.parse(call.body.toString('utf8'));
  const named = Stream.safeParse(body).data;
  return { call, forward, body, key: named && JSON.stringify([named.logGroupName, named.logStreamName]) };
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
