import { once } from 'node:events';
import { CliConfig } from '../../config/client';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import type { Output } from '../world';
import {
  createPaint,
  type Paint,
  printableJson,
  printableLine,
  visibleLength,
} from '../../client/text/paint';
import { cutToCells } from '../../client/text/fold';
import { columnsOf } from './columns';
import { page } from './pager';
import type { Tick } from '../../client/text/progress';

/** Where words for people and documents for programs go. */
export interface Screen {
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
  /** The result: the one document on stdout when JSON is asked for, else the lines of `render`. */
  show(document: unknown, render: () => string[]): void;
  /** A list as it comes, page by page, none of which is kept: the items of one JSON document, else lines. */
  showPages<Item>(pages: AsyncIterable<Item[]>, render: (item: Item) => string): Promise<void>;
  /** False once whoever read the result has left, as `head` does: what only reads may stop then. */
  isRead(): boolean;
}

export interface ScreenOptions {
  stdout: Output;
  stderr: Output;
  json: boolean;
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
export function createScreen({ stdout, stderr, json, env, pages, unread }: ScreenOptions): Screen {
  const people = json ? stderr : stdout;
  const inPlace = isCapable(people, env);
  let last: Tick = { text: '', key: '' };
  let drawn = false;
  const erase = () => {
    if (drawn) people.write('\r\u001b[K');
    drawn = false;
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
      if (inPlace) people.write(`\r\u001b[K${inOneRow(text, people)}`);
      else if (tick.key !== last.key) people.write(`${text}\n`);
      drawn ||= inPlace;
      last = tick;
    },
    page: async (lines) => {
      const paged = pages && !json && inPlace && (await isPaged(people, lines, env));
      if (!paged) write(people, lines);
    },
    ...resultsOf({ stdout, unread }, json, write),
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

/** Where a result is written, and whether anybody still reads it. */
interface Reader {
  stdout: Output;
  unread: AbortSignal;
}

/** The ways to print what a command found out. */
function resultsOf(
  reader: Reader,
  json: boolean,
  write: (stream: Output, lines: string[]) => void,
): Pick<Screen, 'show' | 'showPages' | 'isRead'> {
  const { stdout, unread } = reader;
  return {
    isRead: () => !unread.aborted,
    showPages: (list, render) => {
      if (json) return writePages(list, reader);
      return eachPage(list, reader, (items) => write(stdout, items.map(render)));
    },
    show: (document, render) => {
      if (json) stdout.write(`${printableJson(document)}\n`);
      else write(stdout, render());
    },
  };
}

/** What `printableJson` writes of the whole list, written page by page. */
async function writePages(list: AsyncIterable<unknown[]>, reader: Reader): Promise<void> {
  const { stdout } = reader;
  let before = '[\n';
  await eachPage(list, reader, (items) => {
    if (items.length === 0) return;
    stdout.write(before + printableJson(items).slice('[\n'.length, -'\n]'.length));
    before = ',\n';
  });
  stdout.write(before === '[\n' ? '[]\n' : '\n]\n');
}

/** Whoever reads slowly is waited for: what is not taken yet is kept in memory. Nobody reads on for one who has left. */
async function eachPage<Item>(
  list: AsyncIterable<Item[]>,
  { stdout, unread }: Reader,
  print: (items: Item[]) => void,
): Promise<void> {
  for await (const items of list) {
    if (unread.aborted) return;
    print(items);
    if (stdout.writableNeedDrain) await taken(stdout, unread);
  }
}

/** Ends when all that was written is taken, or when nobody takes it any more. */
async function taken(stdout: Output, unread: AbortSignal): Promise<void> {
  await once(stdout, 'drain', { signal: unread }).catch((error: unknown) => {
    if (!unread.aborted) throw error;
  });
}

/** A terminal that does not say how high it is holds everything; its last line is for what is typed next. */
function isHigherThan(terminal: Output, lines: readonly string[]): boolean {
  const { rows } = terminal;
  const columns = columnsOf(terminal);
  const heights = lines.map((line) => Math.max(1, Math.ceil(visibleLength(line) / columns)));
  return rows !== undefined && heights.reduce((sum, height) => sum + height, 1) > rows;
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
