import { writeExact } from '../../domain/base/exact-json';
import { escapeUnprintable, printable } from '../../domain/base/printable';

export { printable } from '../../domain/base/printable';

/** Ways to stress a text; without colour each returns it as it is. */
export type Paint = Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>;

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Colours when `on`, else none. */
export function createPaint(on: boolean): Paint {
  const painters = Object.entries(codes).map(([name, [open, close]]) => [
    name,
    (text: string) => (on ? `\u001b[${open}m${text}\u001b[${close}m` : text),
  ]);
  return Object.fromEntries(painters) as Paint;
}

// eslint-disable-next-line no-control-regex -- the escape character is what this looks for
const painted = /\u001b\[[0-9;]*m/g;

/** How many characters of a text are seen. */
export function visibleLength(text: string): number {
  return [...text.replace(painted, '')].length;
}

const ownPaint = new RegExp(`(\\u001b\\[(?:${Object.values(codes).flat().join('|')})m)`, 'u');

/** The same of a line that is painted already: our own colours stay. */
export function printableLine(line: string): string {
  return line
    .split(ownPaint)
    .map((part, index) => (index % 2 === 1 ? part : printable(part)))
    .join('');
}

/** JSON that means the same and in which no such character stands as it is. */
export function printableJson(document: unknown): string {
  return escapeUnprintable(writeExact(document, 2));
}
