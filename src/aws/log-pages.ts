import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type GetLogEventsCommandOutput,
  type OutputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { instant } from '../domain/base/time';
import { wordsOf } from '../domain/environment/log/log-line';
import type { LogPage } from '../operations/ports/environment';

/** Where a log lies, and behind which token it is read. */
export interface LogPlace {
  logGroupName: string;
  logStreamName: string;
  after: string | undefined;
}

const mostLines = 5_000;
/** A page with all that is around it stays below 1 MB. */
const mostBytes = 900_000;

/** One page of a log from its beginning, or behind a token, with at most 900 KB of JSON; throws what CloudWatch Logs throws. */
export async function readLogPage(
  client: CloudWatchLogsClient,
  place: LogPlace,
): Promise<Omit<LogPage, 'done'>> {
  const first = await ask(client, place, mostLines);
  const fitting = fittingIn(first.events ?? []);
  if (fitting.whole) return pageOf(first, fitting.lines);
  // The token behind fewer events is known only to who asks for fewer.
  const count = Math.max(1, fitting.lines.length);
  const fewer = await ask(client, place, count);
  return pageOf(fewer, (fewer.events ?? []).map(lineOf).map(shortened));
}

function ask(
  client: CloudWatchLogsClient,
  { logGroupName, logStreamName, after }: LogPlace,
  limit: number,
): Promise<GetLogEventsCommandOutput> {
  const token = after === undefined ? {} : { nextToken: after };
  return client.send(
    new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, limit, ...token }),
  );
}

type Line = LogPage['lines'][number];

function pageOf({ nextForwardToken }: GetLogEventsCommandOutput, lines: Line[]): Omit<LogPage, 'done'> {
  return { lines, next: nextForwardToken ?? null };
}

/** The first lines that a page has room for, and whether those are all. */
function fittingIn(events: readonly OutputLogEvent[]): { lines: Line[]; whole: boolean } {
  const lines: Line[] = [];
  let bytes = 0;
  for (const event of events) {
    const line = lineOf(event);
    bytes += sizeOf(line);
    if (bytes > mostBytes) return { lines, whole: false };
    lines.push(line);
  }
  return { lines, whole: true };
}

function lineOf({ timestamp = 0, message = '' }: OutputLogEvent): Line {
  return { at: instant(timestamp), text: wordsOf(message.replace(/\n$/, '')) };
}

/** An event holds 256 KB, and as JSON six times that where it is nothing but control characters. */
function shortened(line: Line): Line {
  return sizeOf(line) <= mostBytes ? line : { ...line, text: `${line.text.slice(0, mostBytes / 8)}…` };
}

function sizeOf(line: Line): number {
  return Buffer.byteLength(JSON.stringify(line)) + 1;
}
