import type { Paint } from '../../client/text/paint';
import { layTable, needsOf, renderTable } from '../../client/text/table';

/** A column of a list: what stands in it, and how soon it is left out where the terminal is narrow; 0 for never, the highest first. */
export interface Column<Item> {
  title: string;
  drop: number;
  cell: (item: Item) => string;
}

const gap = 2;
/** A longer word of the last column is broken rather than a column left out for it. */
const longestKept = 40;

/**
 * A list in columns, each as wide as its longest cell; only the last one goes on in the next line. Where they do not fit, columns are
 * left out, and a line says so; all are there with `wide`.
 */
export function renderListTable<Item>(
  items: readonly Item[],
  columns: readonly Column<Item>[],
  { paint, wide }: { paint: Paint; wide: boolean | undefined },
): string[] {
  const sized = columns.map((column) => {
    const cells = items.map(column.cell);
    return { column, cells, ...needsOf([column.title, ...cells]) };
  });
  const room = wide ? Infinity : paint.columns;
  const shown = fitting(sized, room);
  const header = shown.map(({ column }) => paint.dim(column.title));
  const rows = items.map((_, at) => shown.map(({ cells }) => cells[at] ?? ''));
  const left = columns.length - shown.length;
  return [
    ...(isFitting(shown, room)
      ? layTable([header, ...rows], widthsOf(shown, room))
      : renderTable(header, rows, room)),
    ...(left === 0
      ? []
      : [paint.dim(`${left === 1 ? 'A column is' : `${left} columns are`} not shown: --wide`)]),
  ];
}

/** The cells that a column needs: for its longest cell, and for its longest word. */
interface Size {
  whole: number;
  word: number;
}

interface Sized<Item> extends Size {
  column: Column<Item>;
  cells: string[];
}

/** The columns that are left when those that matter least are left out, one after the other, until the rest fits. */
function fitting<Item>(columns: readonly Sized<Item>[], room: number): readonly Sized<Item>[] {
  const least = Math.max(...columns.map(({ column }) => column.drop));
  if (least === 0 || isFitting(columns, room)) return columns;
  return fitting(
    columns.filter(({ column }) => column.drop !== least),
    room,
  );
}

function isFitting(columns: readonly Size[], room: number): boolean {
  const last = columns.at(-1);
  return takenBefore(columns) + Math.min(last?.word ?? 0, longestKept) <= room;
}

function takenBefore(columns: readonly Size[]): number {
  return columns.slice(0, -1).reduce((sum, { whole }) => sum + whole + gap, 0);
}

function widthsOf(columns: readonly Size[], room: number): number[] {
  const last = Math.max(1, room - takenBefore(columns));
  return columns.map(({ whole }, at) => (at < columns.length - 1 ? whole : Math.min(whole, last)));
}
