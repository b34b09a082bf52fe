import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WaitingLines } from './waiting-lines';

/** Where a build's lines go. */
export interface LogDestination {
  groupName: string;
  streamName: string;
}

/** Ships lines to a log stream in the background, in order. */
export interface LogShipper {
  write: (line: string) => void;
  /** Resolves once more lines may wait: at once where few do, and after a while where the service takes none. */
  ready: () => Promise<void>;
  /** Ships what is left; gives up once nothing was taken for `closeWithinMs`, because a build ends whether its log arrives or not. */
  close: () => Promise<void>;
}

const shipEveryMs = 400;
/** As many characters may wait as two seconds of a fast service take. */
const mostWaiting = 16_000_000;
/** Above it a build waits for its log, below it goes on. */
const manyWaiting = 4_000_000;
/** A service that took nothing for so long is down, and no build waits for it. */
const patienceMs = 10_000;

/** Starts shipping to a stream, which is created with its group when it is missing. */
export function createLogShipper(
  client: CloudWatchLogsClient,
  destination: LogDestination,
  closeWithinMs = 5_000,
): LogShipper {
  const shipment: Shipment = {
    client,
    destination,
    waiting: new WaitingLines(mostWaiting),
    closing: new AbortController(),
    abandoned: new AbortController(),
    takenAt: performance.now(),
  };
  const shipped = ship(shipment);
  return {
    write: (line) => {
      // What waits for nothing has not waited yet.
      if (shipment.waiting.size === 0) shipment.takenAt = performance.now();
      shipment.waiting.add(line);
    },
    ready: () => waitForRoom(shipment),
    close: async () => {
      shipment.closing.abort();
      shipment.takenAt = performance.now();
      const watch = setInterval(() => {
        if (isStuck(shipment, closeWithinMs)) shipment.abandoned.abort();
      }, closeWithinMs / 5);
      await shipped;
      clearInterval(watch);
    },
  };
}

interface Shipment {
  client: CloudWatchLogsClient;
  destination: LogDestination;
  waiting: WaitingLines;
  /** No more lines come: ship what waits, and end. */
  closing: AbortController;
  /** End now. */
  abandoned: AbortController;
  /** When the service took something last, on `performance.now()`'s scale. */
  takenAt: number;
}

async function waitForRoom(shipment: Shipment): Promise<void> {
  while (shipment.waiting.size > manyWaiting && !isStuck(shipment, patienceMs))
    await sleep(5, undefined, { ref: false });
}

function isStuck({ takenAt }: Shipment, patience: number): boolean {
  return performance.now() - takenAt >= patience;
}

async function ship(shipment: Shipment): Promise<void> {
  const { waiting, abandoned } = shipment;
  const closing = shipment.closing.signal;
  let created = false;
  while (!abandoned.signal.aborted && !(created && closing.aborted && waiting.size === 0)) {
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

async function shipWaiting(shipment: Shipment): Promise<void> {
  const { client, waiting, abandoned } = shipment;
  const { groupName: logGroupName, streamName: logStreamName } = shipment.destination;
  for (let logEvents = waiting.batch(); logEvents.length > 0; logEvents = waiting.batch()) {
    const command = new PutLogEventsCommand({ logGroupName, logStreamName, logEvents });
    await client.send(command, { abortSignal: abandoned.signal });
    waiting.shipped(logEvents.length);
    shipment.takenAt = performance.now();
  }
}
