import * as z from 'zod';
import { AwsFault } from '../aws-json';
import type { EventInput } from './event';

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  Time: z.number().optional(),
});
const requestSchema = z.object({ Entries: z.array(entrySchema).min(1).max(10) });

/** One entry of a PutEvents request. */
export type PutEventsEntry = z.infer<typeof entrySchema>;

/** Why an entry was not taken, while others of the same request may have been. */
export interface EntryRefusal {
  ErrorCode: string;
  ErrorMessage: string;
}

const maxRequestBytes = 262_144;

/** Reads a PutEvents request. Throws `ValidationException` for what EventBridge refuses as a whole: not 1–10 entries, or above 256 KB. */
export function parsePutEvents(input: unknown): PutEventsEntry[] {
  const parsed = requestSchema.safeParse(input);
  if (!parsed.success) throw new AwsFault('ValidationException', z.prettifyError(parsed.error));
  const { Entries } = parsed.data;
  const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size <= maxRequestBytes) return Entries;
  throw new AwsFault('ValidationException', 'Total size of the entries in the request is over the limit.');
}

/** An entry as an event, or why EventBridge does not take it. */
export function readEntry(entry: PutEventsEntry): EventInput | EntryRefusal {
  const { Source, DetailType, Detail, Resources, Time } = entry;
  if (!Source) return refuseMissing('Source');
  if (!DetailType) return refuseMissing('DetailType');
  if (!Detail) return refuseMissing('Detail');
  if (Source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = parseDetail(Detail);
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return {
    source: Source,
    detailType: DetailType,
    detail,
    ...(Resources ? { resources: Resources } : {}),
    ...(Time === undefined ? {} : { time: new Date(Time * 1000) }),
  };
}

/** EventBridge counts 14 bytes for a time, and the UTF-8 bytes of every text. */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

function refuseMissing(name: string): EntryRefusal {
  const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
  return { ErrorCode: 'InvalidArgument', ErrorMessage };
}

function parseDetail(text: string): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}
