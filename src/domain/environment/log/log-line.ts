import * as z from 'zod';
import { escapeUnprintable } from '../../base/printable';

const LogLine = z.looseObject({ message: z.string(), run: z.ulid() });
/** How every line of a runner begins; what does not is not even tried to be read as one. */
const beginning = '{"level":';

/** Whose line it is. */
export interface LogLineIds {
  environment: string;
  life: string;
  run: string;
  build: string;
}

/** A log holds 256 KB a line; as JSON a character may take six bytes of them. */
const mostOfALine = 40_000;
/** By characters of Unicode, of which each may be two units. */
const pieces = new RegExp(`[^]{1,${mostOfALine / 2}}`, 'gu');

/** A runner's words as lines for the log, each for itself saying whose it is; a line that no log could hold goes on in the next. */
export function toLogLines(words: string, ids: LogLineIds): string[] {
  return words
    .split('\n')
    .flatMap(piecesOf)
    .map((message) => JSON.stringify({ level: 'INFO', service: 'leasehold', message, ...ids }))
    .map(escapeUnprintable);
}

/** Cut between characters, never inside one. */
function piecesOf(line: string): string[] {
  if (line.length <= mostOfALine) return [line];
  return line.match(pieces) ?? [];
}

/** The words of a line of a build's log; a line that no runner wrote is its own words. */
export function wordsOf(line: string): string {
  if (!line.startsWith(beginning)) return line;
  try {
    return LogLine.parse(JSON.parse(line)).message;
  } catch {
    return line;
  }
}
