import type { AuditDay, Recorded } from '../../domain/registry/audit-day';
import type { Instant } from '../../domain/base/time';

/** The audit by the days on which its events were written. */
export interface RecordedEvents {
  /** All events of a day, by what they happened to and their number. */
  on(day: AuditDay): Promise<Recorded[]>;
}

/** Where exported days are kept, for ever. */
export interface ExportedFiles {
  /** Writes a file once: again is no error, and another content under its key is a CorruptRecord. */
  put(key: string, text: string): Promise<void>;
}

/** The item that says which day is exported next; the sweep finds it when that is due. */
export interface ExportQueue {
  /** Makes it where there is none. */
  begin(day: AuditDay, dueAt: Instant): Promise<void>;
  /** Goes on to the next day, unless somebody did. */
  advance(from: AuditDay, next: { day: AuditDay; dueAt: Instant }): Promise<void>;
}
