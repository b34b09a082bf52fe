import { nodeOf } from '../graph';
import type { FilePlace } from '../place';
import { allows, type VersionRow } from './version-rows';

/** A range in a file that is to be another one, and which components it is of. */
export interface RangeEdit extends FilePlace {
  template: string;
  from: string;
  to: string;
  /** The first layer of those components. */
  layer: number;
  components: string[];
}

/** Which template is brought to which version; `range` is how a person wrote it, absent where it was left open. */
export interface WantedVersion {
  template: string;
  version: string;
  range?: string | undefined;
}

/** The edits that let components have other versions, each place once, producers first; a range that takes the version stays. */
export function rangeEdits(rows: readonly VersionRow[], wanted: readonly WantedVersion[]): RangeEdit[] {
  const edits = new Map<string, RangeEdit>();
  for (const row of rows) {
    const { range, rangeAt, stack, component, template, layer } = row;
    const to = wanted.find((one) => one.template === template);
    if (!to || range === null || rangeAt === null || allows(range, to.version)) continue;
    const place = `${rangeAt.file}:${rangeAt.line}:${rangeAt.column}`;
    const known = edits.get(place);
    if (known) known.components.push(nodeOf(stack, component));
    else
      edits.set(place, {
        ...rangeAt,
        template,
        from: range,
        to: to.range ?? rangeLike(range, to.version),
        layer,
        components: [nodeOf(stack, component)],
      });
  }
  return [...edits.values()];
}

/** A range as wide as another one, from this version on: `^1.2` becomes `^2.0`. */
export function rangeLike(range: string, version: string): string {
  const [, sign = '', numbers = ''] = /^([\^~]?)(.*)$/.exec(range) ?? [];
  const parts = version.split('.');
  return `${sign}${parts.slice(0, numbers.split('.').length).join('.')}`;
}

/** The text of a file with its edits; the place of one that is not there as it was read, where there is such. */
export function editText(text: string, edits: readonly RangeEdit[]): { text: string } | { stale: RangeEdit } {
  const lines = text.split('\n');
  // From the last one on, so that an edit moves no place of another.
  const backwards = [...edits].sort((a, b) => b.line - a.line || b.column - a.column);
  for (const edit of backwards) {
    const line = lines[edit.line - 1] ?? '';
    const [head, tail] = [line.slice(0, edit.column - 1), line.slice(edit.column - 1)];
    const [, quote = '', name = ''] = /^(["']?)((?:[a-z0-9/-]+@)?)/.exec(tail) ?? [];
    const rest = tail.slice(quote.length + name.length);
    if (!rest.startsWith(edit.from)) return { stale: edit };
    lines[edit.line - 1] = `${head}${quote}${name}${edit.to}${rest.slice(edit.from.length)}`;
  }
  return { text: lines.join('\n') };
}
