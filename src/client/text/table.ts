import { visibleLength } from './paint';

/** Rows in columns as wide as their widest cell, the header first; no blanks at the ends of lines. */
export function renderTable(header: string[], rows: string[][]): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => visibleLength(row[column] ?? ''))));
  return all.map((row) =>
    widths
      .map((width, column) => padded(row[column] ?? '', width))
      .join('  ')
      .trimEnd(),
  );
}

/** A name and what belongs to it; several lines stand below each other, and none at all leaves the name out. */
export type Field = readonly [name: string, value: string | string[] | undefined];

/** Names in one column, values in the other. */
export function renderFields(fields: readonly Field[]): string[] {
  const present = fields.flatMap(([name, value]) => {
    const lines = value === undefined ? [] : [value].flat();
    return lines.length > 0 ? [{ name, lines }] : [];
  });
  const width = Math.max(0, ...present.map(({ name }) => name.length));
  return present.flatMap(({ name, lines }) =>
    lines.map((line, index) => `  ${padded(index === 0 ? name : '', width)}  ${line}`.trimEnd()),
  );
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleLength(text)));
}
