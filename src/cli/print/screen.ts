import { CliConfig } from '../../config/client';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import type { Output } from '../world';
import { createPaint, type Paint, printableLine, visibleLength } from '../../client/text/paint';
import { cutToCells } from '../../client/text/fold';
import { columnsOf } from './columns';
import { page } from './pager';
import { type DocumentFormat, type Results, resultsOf } from './results';
import type { Tick } from '../../client/text/progress';

/** Where words for people and documents for programs go. */
export interface Screen extends Results {
  /** Whether the result is a document for programs. */
  readonly json: boolean;
  readonly paint: Paint;
  /** Whether people look at a terminal in which lines can be redrawn. */
  readonly isInteractive: boolean;
  /** Lines for people; beside the document when that is JSON. */
  say(...lines: string[]): void;
  /** Like `say`, without an end of line: a question. */
  prompt(text: string): void;
  /** A line about trouble, on stderr. */
  warn(...lines: string[]): void;
  /** What goes on: on a terminal one line in place, else a line for each new key. */
  tick(tick: Tick): void;
  /** Like `say`; on a terminal that is not high enough, in a pager. */
  page(lines: string[]): Promise<void>;
}

export interface ScreenOptions {
  stdout: Output;
  stderr: Output;
  /** How documents are printed; undefined where people read lines. */
  document: DocumentFormat | undefined;
  env: ProcessEnvironment | undefined;
  /** Whether a pager may be started. */
  pages: boolean;
  /** Aborted when whoever read stdout has left. */
  unread: AbortSignal;
}

/**
 * The screen of one command: in JSON mode, stdout carries the document and people read stderr. Whatever field a line was made
 * of, no character of it rules the terminal.
 */
export function createScreen({ stdout, stderr, document, env, pages, unread }: ScreenOptions): Screen {
  const json = document !== undefined;
  const people = json ? stderr : stdout;
  const inPlace = isCapable(people, env);
  let last: Tick = { text: '', key: '' };
  let drawn: number | undefined;
  const erase = () => {
    if (drawn !== undefined) people.write(erasing(drawn));
    drawn = undefined;
  };
  const write = (stream: Output, lines: string[]) => {
    erase();
    for (const line of lines) stream.write(`${asOneLine(line)}\n`);
  };
  return {
    json,
    isInteractive: inPlace,
    paint: createPaint(wantsColour(people, env), columnsOf(people)),
    say: (...lines) => write(people, lines),
    prompt: (text) => {
      erase();
      people.write(printableLine(text));
    },
    warn: (...lines) => write(stderr, lines),
    tick: (tick) => {
      const text = printableLine(tick.text).replaceAll('\n', ' ');
      if (inPlace) {
        const rows = rowsThatFit(tick.rows ?? [], people);
        people.write(`${erasing(drawn ?? 0)}${rows.join('')}${inOneRow(text, people)}`);
        drawn = rows.length;
      } else if (tick.key !== last.key) people.write(`${text}\n`);
      last = tick;
    },
    page: async (lines) => {
      const paged = pages && !json && inPlace && (await isPaged(people, lines, env));
      if (!paged) write(people, lines);
    },
    ...resultsOf({ stdout, unread }, document, write),
  };
}

/** Whether lines that a terminal does not hold were read in a pager. */
async function isPaged(
  terminal: Output,
  lines: string[],
  env: ProcessEnvironment | undefined,
): Promise<boolean> {
  const named = readConfig(CliConfig, env).PAGER;
  return isHigherThan(terminal, lines) && (await page(lines.map(asOneLine), { named, env }));
}

/** A terminal that does not say how high it is holds everything; its last line is for what is typed next. */
function isHigherThan(terminal: Output, lines: readonly string[]): boolean {
  const { rows } = terminal;
  const columns = columnsOf(terminal);
  const heights = lines.map((line) => Math.max(1, Math.ceil(visibleLength(line) / columns)));
  return rows !== undefined && heights.reduce((sum, height) => sum + height, 1) > rows;
}

/** Takes away the line at the cursor, and so many above it. */
function erasing(above: number): string {
  return above === 0 ? '\r\u001b[K' : `\r\u001b[${above}A\u001b[J`;
}

/** The lines that a terminal holds above the last one, each of which takes one row; of more, a line says how many there are. */
function rowsThatFit(rows: readonly string[], terminal: Output): string[] {
  const room = Math.max(0, (terminal.rows ?? Infinity) - 2);
  const short = rows.map((row) => (visibleLength(row) < columnsOf(terminal) ? row : inOneRow(row, terminal)));
  const kept = short.length <= room ? short : short.slice(0, Math.max(0, room - 1));
  const left = short.length - kept.length;
  const all = left > 0 && room > 0 ? [...kept, `… ${left} more lines`] : kept;
  return all.map((row) => `${printableLine(row).replaceAll('\n', ' ')}\n`);
}

/** A line that wraps could not be redrawn in place. */
function inOneRow(text: string, terminal: Output): string {
  return cutToCells(text, Math.max(1, columnsOf(terminal) - 1));
}

/** A text of others may end lines; what follows stands below it, so that it is never taken for a line of ours. */
function asOneLine(line: string): string {
  return printableLine(line).replaceAll('\n', '\n  ');
}

/** Whether a stream is a terminal that takes colours, and nobody asked for none (https://no-color.org). */
export function wantsColour(stream: Output, env: ProcessEnvironment | undefined): boolean {
  return isCapable(stream, env) && readConfig(CliConfig, env).NO_COLOR === undefined;
}

/** Whether lines can be redrawn in place. */
function isCapable(stream: Output, env: ProcessEnvironment | undefined): boolean {
  return stream.isTTY === true && readConfig(CliConfig, env).TERM !== 'dumb';
}
