import type { Figure } from './figure';

const columns = ['figure', 'measured', 'against', 'result', 'target', ''] as const;

/** The table of all figures, one line each. */
export function printFigures(figures: Figure[]): string {
  const rows = [columns, ...figures.map(cellsOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => lengthOf(row[at]))));
  return rows.map((row) => line(row, widths)).join('\n');
}

function cellsOf({ name, measured, reference, result, target = '', met }: Figure): string[] {
  return [name, measured, reference, result, target, met === undefined ? '' : met ? 'MET' : 'MISSED'];
}

function line(cells: readonly string[], widths: number[]): string {
  return cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join('  ')
    .trimEnd();
}

function lengthOf(cell: string | undefined): number {
  return cell?.length ?? 0;
}
