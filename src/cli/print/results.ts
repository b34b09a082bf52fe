import { once } from 'node:events';
import { printableJson } from '../../client/text/paint';
import type { Output } from '../world';
import { chooseFields } from './chosen-fields';
import { yamlItems, yamlText } from './yaml-text';

/** How a document is printed, and which of its fields; all where none are named. */
export interface DocumentFormat {
  format: 'json' | 'yaml';
  fields?: readonly string[] | undefined;
}

/** The ways to print what a command found out. */
export interface Results {
  /** The result: the one document on stdout when JSON is asked for, else the lines of `render`. */
  show(document: unknown, render: () => string[]): void;
  /** A list as it comes, page by page, none of which is kept: the items of one JSON document, else lines. */
  showPages<Item>(pages: AsyncIterable<Item[]>, render: (item: Item) => string): Promise<void>;
  /** False once whoever read the result has left, as `head` does: what only reads may stop then. */
  isRead(): boolean;
}

/** Where a result is written, and whether anybody still reads it. */
interface Reader {
  stdout: Output;
  unread: AbortSignal;
}

/** Lines for people, or a document where one is asked for. */
export function resultsOf(
  reader: Reader,
  document: DocumentFormat | undefined,
  write: (stream: Output, lines: string[]) => void,
): Results {
  const { stdout, unread } = reader;
  return {
    isRead: () => !unread.aborted,
    showPages: (list, render) => {
      if (document) return writePages(list, reader, document);
      return eachPage(list, reader, (items) => write(stdout, items.map(render)));
    },
    show: (result, render) => {
      if (document) stdout.write(textOf(result, document));
      else write(stdout, render());
    },
  };
}

/** A whole document as text. */
function textOf(result: unknown, { format, fields }: DocumentFormat): string {
  const chosen = fields ? chooseFields(result, fields) : result;
  return format === 'yaml' ? yamlText(chosen) : `${printableJson(chosen)}\n`;
}

/** What `textOf` says of the whole list, written page by page. */
async function writePages(
  list: AsyncIterable<unknown[]>,
  reader: Reader,
  { format, fields }: DocumentFormat,
): Promise<void> {
  const { stdout } = reader;
  const json = format === 'json';
  let before = json ? '[\n' : '';
  let isEmpty = true;
  await eachPage(list, reader, (items) => {
    if (items.length === 0) return;
    const chosen = (fields ? chooseFields(items, fields) : items) as unknown[];
    stdout.write(before + (json ? jsonItems(chosen) : yamlItems(chosen)));
    isEmpty = false;
    before = json ? ',\n' : '';
  });
  if (isEmpty) stdout.write('[]\n');
  else if (json) stdout.write('\n]\n');
}

function jsonItems(items: unknown[]): string {
  return printableJson(items).slice('[\n'.length, -'\n]'.length);
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
