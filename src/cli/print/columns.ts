import type { Output } from '../world';

const usualColumns = 80;

/** How many cells a line has: as many as it needs where there is no terminal, the usual 80 in one that says none. */
export function columnsOf({ isTTY, columns }: Output): number {
  if (isTTY !== true) return Infinity;
  return columns === undefined || columns < 1 ? usualColumns : columns;
}
