import { fold, foldWords } from './fold';
import { visibleLength, withoutSteering } from './paint';

const gap = '  ';
/** A word up to this length, such as an id, is kept whole; of a longer one a column shows this much a line at least. */
const longestWhole = 26;
const leastBroken = 12;

/**
 * Rows in columns as wide as their widest cell, the header first; no blanks at the ends of lines. Where that is more than
 * `columns` cells, long cells go on in the next line; where even that is, each row becomes fields.
 */
export function renderTable(header: string[], rows: string[][], columns = Infinity): string[] {
  const cells = [header, ...rows].map((row) => header.map((_, at) => oneLine(row[at] ?? '')));
  const widths = fitted(cells, columns);
  if (widths) return cells.flatMap((row) => layRow(row, widths));
  return cells
    .slice(1)
    .flatMap((row) => ['', ...layRecord(header, row, columns)])
    .slice(1);
}

/** Rows in columns of these widths, the header first; what is longer than its column goes on in the next line. */
export function layTable(rows: readonly string[][], widths: readonly number[]): string[] {
  return rows.flatMap((row) =>
    layRow(
      widths.map((_, at) => oneLine(row[at] ?? '')),
      [...widths],
    ),
  );
}

/** The cells that a column needs: for its longest cell, and for its longest word at least. */
export function needsOf(cells: readonly string[]): { whole: number; word: number } {
  const lines = cells.map(oneLine);
  return { whole: widest(lines.map(visibleLength)), word: widest(lines.flatMap(wordLengths)) };
}

/** Rows in such columns without a header, the lines of each row apart. */
export function renderColumns(rows: string[][], columns = Infinity): string[][] {
  const most = widest(rows.map(({ length }) => length));
  const cells = rows.map((row) => Array.from({ length: most }, (_, at) => oneLine(row[at] ?? '')));
  const widths = fitted(cells, columns);
  return cells.map((row) =>
    widths ? layRow(row, widths) : fold(row.filter((cell) => cell.trim() !== '').join(gap), columns),
  );
}

/** A name and what belongs to it; several lines stand below each other, and none at all leaves the name out. */
export type Field = readonly [name: string, value: string | string[] | undefined];

/** Names in one column, values in the other; a value that is too long goes on below itself. */
export function renderFields(fields: readonly Field[], columns = Infinity): string[] {
  const present = fields.flatMap(([name, value]) => {
    const lines = value === undefined ? [] : [value].flat();
    return lines.length > 0 ? [{ name: oneLine(name), lines: lines.map(oneLine) }] : [];
  });
  const width = widest(present.map(({ name }) => visibleLength(name)));
  const room = Math.max(leastBroken, columns - width - 2 * gap.length);
  return present.flatMap(({ name, lines }) =>
    lines
      .flatMap((line) => foldWords(line, room))
      .map((line, index) => `${gap}${padded(index === 0 ? name : '', width)}${gap}${line}`.trimEnd()),
  );
}

/** A text of whatever origin as one line, so that it cannot make a row or a field of its own. */
function oneLine(text: string): string {
  return withoutSteering(text).replaceAll(/[\n\t]+/g, ' ');
}

/** The width of each column so that a row fits into `columns` cells; undefined where no widths do. */
function fitted(cells: string[][], columns: number): number[] | undefined {
  const places = cells[0]?.map((_, at) => cells.map((row) => row[at] ?? '')) ?? [];
  const natural = places.map((column) => widest(column.map(visibleLength)));
  const least = places.map((column) => leastOf(widest(column.flatMap(wordLengths))));
  const room = columns - gap.length * (places.length - 1);
  const cappedAt = (cap: number) =>
    natural.map((width, at) => Math.min(width, Math.max(least[at] ?? 0, cap)));
  const fits = (cap: number) => cappedAt(cap).reduce((sum, width) => sum + width, 0) <= room;
  return fits(0) ? cappedAt(largestThat(fits, widest(natural))) : undefined;
}

/** The largest number up to `most` that fits, where 0 fits and all below one that fits do. */
function largestThat(fits: (cap: number) => boolean, most: number): number {
  let [fitting, beyond] = [0, most + 1];
  while (beyond - fitting > 1) {
    const middle = Math.floor((fitting + beyond) / 2);
    if (fits(middle)) fitting = middle;
    else beyond = middle;
  }
  return fitting;
}

/** Of any number of widths: a function takes only so many arguments. */
function widest(widths: readonly number[]): number {
  return widths.reduce((most, width) => Math.max(most, width), 0);
}

function leastOf(longestWord: number): number {
  return longestWord <= longestWhole ? longestWord : leastBroken;
}

function wordLengths(cell: string): number[] {
  return cell.split(' ').map(visibleLength);
}

function layRow(row: string[], widths: number[]): string[] {
  const folded = row.map((cell, at) => foldCell(cell, widths[at] ?? 0));
  const height = Math.max(1, ...folded.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, at) => padded(folded[at]?.[line] ?? '', width))
      .join(gap)
      .trimEnd(),
  );
}

/** What a cell begins with stands before each of its lines. */
function foldCell(cell: string, width: number): string[] {
  const [indent = ''] = /^ */.exec(cell) ?? [];
  return fold(cell.slice(indent.length), width - indent.length).map((line) => indent + line);
}

function layRecord(header: string[], row: string[], columns: number): string[] {
  const names = header.map((name) => visibleLength(name));
  const width = widest(names);
  return header.flatMap((name, at) =>
    fold(row[at] ?? '', Math.max(1, columns - width - gap.length)).map((line, index) =>
      `${padded(index === 0 ? name : '', width)}${gap}${line}`.trimEnd(),
    ),
  );
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleLength(text)));
}
