import { createHash } from 'node:crypto';
import type { RefusalRow } from '../../domain/access/refusal';
import { canonicalJson } from '../../domain/base/canonical-json';
import { parseRecord } from '../../domain/base/parse';
import {
  type AuditDay,
  dayAfter,
  dayOf,
  type ExportManifest,
  exportableFrom,
  ExportPointer,
  type Recorded,
} from '../../domain/registry/audit-day';
import type { Deps } from '../ports/deps';
import { digestOf } from '../registry/chain-events';
import type { SweptKind } from '../registry/swept-kind';

type Exporting = Pick<Deps, 'recorded' | 'refusals' | 'exported' | 'exports' | 'clock' | 'bus'>;

const prefix = 'EXPORT';

/** The export of the audit as the sweep visits it: a day at a time, so days that were missed follow one sweep after another. */
export const sweptExport: SweptKind<Exporting> = {
  prefix,
  logKey: (key) => ({ export: key }),
  visit: async (key, body, deps) => {
    const { day } = parseRecord(ExportPointer, body, `The item ${prefix}#${key}`);
    if (exportableFrom(day) > deps.clock()) return exportableFrom(day);
    await exportDay(day, deps);
    const next = dayAfter(day);
    await deps.exports.advance(day, { day: next, dueAt: exportableFrom(next) });
    return undefined;
  },
};

/** Begins with today where nothing was exported yet; returns what it was given. */
export async function beginExports<D extends Pick<Exporting, 'exports' | 'clock'>>(deps: D): Promise<D> {
  const today = dayOf(deps.clock());
  await deps.exports.begin(today, exportableFrom(today));
  return deps;
}

/**
 * Exports a day: events and refusals as a line of JSON each, and last the manifest, so a day that has one is complete. The same
 * day is the same bytes. Where a chain breaks, the manifest says so, and a person is notified.
 */
export async function exportDay(day: AuditDay, deps: Exporting): Promise<ExportManifest> {
  const events = await deps.recorded.on(day);
  const files = [
    await putLines(`audit/${day}/events.ndjson`, events, deps),
    await putLines(`audit/${day}/refusals.ndjson`, await refusalsOn(day, deps), deps),
  ];
  const manifest = { day, files, heads: headsOf(events), breaks: breaksIn(events) };
  await deps.exported.put(`audit/${day}/manifest.json`, `${canonicalJson(manifest)}\n`);
  const [reason] = manifest.breaks;
  if (reason !== undefined)
    await deps.bus.alarm('SweepFailing', { item: `${prefix}#${day}`, attempts: 1, reason });
  return manifest;
}

async function putLines(key: string, rows: object[], { exported }: Exporting) {
  const text = rows.map((row) => `${canonicalJson(row)}\n`).join('');
  await exported.put(key, text);
  return { key, lines: rows.length, sha256: createHash('sha256').update(text).digest('hex') };
}

async function refusalsOn(day: AuditDay, { refusals }: Exporting): Promise<RefusalRow[]> {
  const found: RefusalRow[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await refusals.list(day, { limit: 1_000, cursor });
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found.sort((one, other) => (canonicalJson(one) < canonicalJson(other) ? -1 : 1));
}

function headsOf(events: Recorded[]): ExportManifest['heads'] {
  const last = new Map(events.map(({ subject, event }) => [subject, event]));
  return Object.fromEntries(
    [...last].map(([subject, event]) => [subject, { seq: event.seq, digest: digestOf(event) }]),
  );
}

/** An event follows the one before it of the same day; what the first of a day follows, the manifests before have. */
function breaksIn(events: Recorded[]): string[] {
  return events.flatMap(({ subject, event }, index) => {
    const before = events[index - 1];
    if (before?.subject !== subject) return [];
    const { seq } = before.event;
    if (event.seq !== seq + 1) return [`${subject}: event ${seq + 1} is missing`];
    if (event.previous === undefined || event.previous === digestOf(before.event)) return [];
    return event.previous === null && before.event.previous === undefined
      ? []
      : [`${subject}: event ${event.seq} does not hold the digest of event ${seq}`];
  });
}
