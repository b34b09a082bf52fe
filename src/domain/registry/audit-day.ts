import * as z from 'zod';
import { day as oneDay, hour, type Instant, plus } from '../base/time';
import { EventDigest } from './entry';

/** A day in UTC, such as `2026-11-26`. */
export const AuditDay = z.iso.date();
export type AuditDay = z.infer<typeof AuditDay>;

/** An event as the audit holds it, whatever it is about; everything of it is kept. */
export const RecordedEvent = z.looseObject({
  id: z.string(),
  seq: z.int().positive(),
  previous: EventDigest.nullable().optional(),
});
export type RecordedEvent = z.infer<typeof RecordedEvent>;

/** An event with what it happened to. */
export interface Recorded {
  subject: string;
  event: RecordedEvent;
}

/** Which day is exported next. */
export const ExportPointer = z.strictObject({ day: AuditDay });

/** An exported file: how many lines, and its SHA-256. */
interface ExportedFile {
  key: string;
  lines: number;
  sha256: string;
}

/** What was exported of a day: its files, where the chain of each subject then ended, and where one breaks. */
export interface ExportManifest {
  day: AuditDay;
  files: ExportedFile[];
  heads: Record<string, { seq: number; digest: string }>;
  breaks: string[];
}

/** What is recorded in the last moments of a day is in the indexes long before this has passed. */
const settled = hour;

/** The day that an instant is in. */
export function dayOf(at: Instant): AuditDay {
  return at.slice(0, 10);
}

export function dayAfter(day: AuditDay): AuditDay {
  return dayOf(plus(startOf(day), oneDay));
}

/** When a day can be exported: nothing more will be recorded on it. */
export function exportableFrom(day: AuditDay): Instant {
  return plus(startOf(day), oneDay + settled);
}

function startOf(day: AuditDay): Instant {
  return `${day}T00:00:00.000Z`;
}
