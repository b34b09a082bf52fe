/** A piece of a pattern: text in which `*` and `?` are wildcards, or text that stands for itself. */
export type Piece = { pattern: string } | { exact: string };

/** The expression that an IAM pattern means: `*` is any text, `?` any one character, everything else itself. */
export function expressionOf(pieces: readonly Piece[]): RegExp {
  const source = pieces.map((piece) =>
    'exact' in piece ? escape(piece.exact) : widen(escape(piece.pattern)),
  );
  return new RegExp(`^${source.join('')}$`, 'su');
}

/** Whether a text is what an IAM pattern means. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return expressionOf([{ pattern }]).test(text);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Several `*` in a row mean what one means, and cost an expression much more. */
function widen(escaped: string): string {
  return escaped.replace(/(?:\\\*)+/g, '.*').replaceAll('\\?', '.');
}
