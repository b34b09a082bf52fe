import { randomInt } from 'node:crypto';
import stringWidth from 'string-width';
import { writeExact } from '../../domain/base/exact-json';
import { shortPartsOf } from './characters';
import { escapeUnprintable, printable } from '../../domain/base/printable';

export { printable } from '../../domain/base/printable';

/** Ways to stress a text; without colour each returns it as it is. */
type Painters = Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>;

/** How a text may be stressed, and how many cells of a line there are for it. */
export type Paint = Painters & { readonly columns: number };

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Colours when `on`, else none; lines as long as they come where no terminal says how wide it is. */
export function createPaint(on: boolean, columns = Infinity): Paint {
  const painters = Object.entries(codes).map(([name, [open, close]]) => [
    name,
    (text: string) => (on ? mark(open) + text + mark(close) : text),
  ]);
  return { ...(Object.fromEntries(painters) as Painters), columns };
}

/** Known to this process alone, so that no text of others can hold a code that is taken for one of ours. */
const ours = `;${randomInt(1_000, 10_000)};${randomInt(1_000, 10_000)}`;

function mark(code = 0): string {
  return `\u001b[${code}${ours}m`;
}

/** Between parts of a text, the codes of our own painters. */
export const paintCode = new RegExp(`(\\u001b\\[(?:${Object.values(codes).flat().join('|')})${ours}m)`, 'u');

const plain = /^[\x20-\x7e]*$/;

/** How many cells of a terminal a text takes: two for each wide character and emoji, none for what paints it. */
export function visibleLength(text: string): number {
  if (plain.test(text)) return text.length;
  return text.length <= longestMeasured ? stringWidth(text) : widthOfLong(text);
}

/** Many short texts are measured faster than a long one. */
const longestMeasured = 200;

function widthOfLong(text: string): number {
  const parts = text.split(paintCode).filter((_, index) => index % 2 === 0);
  return parts.flatMap(shortPartsOf).reduce((sum, part) => sum + stringWidth(part), 0);
}

/** What ends the paint that a text leaves open, and what begins it again. */
export function openPaint(text: string): { begin: string; end: string } {
  const open = new Map<number, number>();
  for (const [index, part] of text.split(paintCode).entries()) {
    if (index % 2 === 0) continue;
    const code = Number.parseInt(part.slice(2));
    const pair = Object.values(codes).find(([begin]) => begin === code);
    if (pair?.[1] !== undefined) open.set(code, pair[1]);
    else for (const [begin, end] of open) if (end === code) open.delete(begin);
  }
  const written = (all: Iterable<number>) => Array.from(all, mark).join('');
  return { begin: written(open.keys()), end: written(new Set(open.values())) };
}

/** The same of a line that is painted already: our own colours stay, as a terminal takes them. */
export function printableLine(line: string): string {
  return byParts(line, (code) => code.replace(ours, ''));
}

/** The same, still to be shown by `printableLine`. */
export function withoutSteering(line: string): string {
  return byParts(line, (code) => code);
}

function byParts(line: string, write: (code: string) => string): string {
  const parts = line.split(paintCode);
  return parts.map((part, index) => (index % 2 === 1 ? write(part) : printable(part))).join('');
}

/** JSON that means the same and in which no such character stands as it is. */
export function printableJson(document: unknown): string {
  return escapeUnprintable(writeExact(document, 2));
}
