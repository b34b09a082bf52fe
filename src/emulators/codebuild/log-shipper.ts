import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { CloudWatchLogsClient, InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where a build's lines go. */
export interface LogDestination {
  groupName: string;
  streamName: string;
}

/** Ships lines to a log stream in the background, in order. */
export interface LogShipper {
  write: (line: string) => void;
  /** Ships what is left; gives up after `closeWithinMs`, because a build ends whether its log arrives or not. */
  close: () => Promise<void>;
}

/** Half of PutLogEvents' limits, so that the whole request stays below 1 MiB too; and the bytes it counts per event. */
const maxBatchEvents = 5_000;
const maxBatchBytes = 524_288;
const eventOverheadBytes = 26;

const shipEveryMs = 400;
/** More than this many lines wait only when the log service is down; the oldest are kept, for they say how it began. */
const maxWaitingLines = 100_000;

/** Starts shipping to a stream, which is created with its group when it is missing. */
export function createLogShipper(
  client: CloudWatchLogsClient,
  destination: LogDestination,
  closeWithinMs = 5_000,
): LogShipper {
  const shipment = {
    client,
    destination,
    waiting: [] as InputLogEvent[],
    closing: new AbortController(),
    abandoned: new AbortController(),
  };
  const shipped = ship(shipment);
  return {
    write: (line) => addLine(shipment.waiting, line),
    close: async () => {
      shipment.closing.abort();
      const limit = setTimeout(() => shipment.abandoned.abort(), closeWithinMs);
      await shipped;
      clearTimeout(limit);
    },
  };
}

interface Shipment {
  client: CloudWatchLogsClient;
  destination: LogDestination;
  waiting: InputLogEvent[];
  /** No more lines come: ship what waits, and end. */
  closing: AbortController;
  /** End now. */
  abandoned: AbortController;
}

function addLine(waiting: InputLogEvent[], line: string): void {
  if (waiting.length < maxWaitingLines) waiting.push({ timestamp: Date.now(), message: `${line}\n` });
}

async function ship(shipment: Shipment): Promise<void> {
  const { waiting, abandoned } = shipment;
  const closing = shipment.closing.signal;
  let created = false;
  while (!abandoned.signal.aborted && !(created && closing.aborted && waiting.length === 0)) {
    try {
      created ||= await createStream(shipment);
      await shipWaiting(shipment);
      await pause(closing);
    } catch {
      // The service may be away for a moment; the lines wait, and the build does not depend on them.
      await pause(abandoned.signal);
    }
  }
}

async function pause(until: AbortSignal): Promise<void> {
  await sleep(shipEveryMs, undefined, { signal: until, ref: false }).catch(() => undefined);
}

async function createStream({ client, destination, abandoned }: Shipment): Promise<true> {
  const { groupName: logGroupName, streamName: logStreamName } = destination;
  const options = { abortSignal: abandoned.signal };
  await client.send(new CreateLogGroupCommand({ logGroupName }), options).catch(acceptExisting);
  await client
    .send(new CreateLogStreamCommand({ logGroupName, logStreamName }), options)
    .catch(acceptExisting);
  return true;
}

function acceptExisting(error: unknown): void {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error;
}

async function shipWaiting({ client, destination, waiting, abandoned }: Shipment): Promise<void> {
  const { groupName: logGroupName, streamName: logStreamName } = destination;
  while (waiting.length > 0) {
    const logEvents = takeBatch(waiting);
    const command = new PutLogEventsCommand({ logGroupName, logStreamName, logEvents });
    await client.send(command, { abortSignal: abandoned.signal });
    waiting.splice(0, logEvents.length);
  }
}

/** As many of the first events as one call may hold, in order of time even if the clock was set back. */
function takeBatch(waiting: readonly InputLogEvent[]): InputLogEvent[] {
  const batch: InputLogEvent[] = [];
  let bytes = 0;
  let latest = 0;
  for (const { timestamp = 0, message = '' } of waiting.slice(0, maxBatchEvents)) {
    bytes += Buffer.byteLength(message) + eventOverheadBytes;
    if (bytes > maxBatchBytes) break;
    latest = Math.max(latest, timestamp);
    batch.push({ timestamp: latest, message });
  }
  return batch;
}
