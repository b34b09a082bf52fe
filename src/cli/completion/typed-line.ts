/** A command line as it was typed up to the cursor: the words before the one that is typed, and that one as far as it is there. */
export interface TypedLine {
  before: string[];
  current: string;
}

/** Splits the line of a POSIX shell into words; quotes and backslashes are read as a shell reads them, and nothing is expanded. */
export function splitLine(line: string): TypedLine {
  const words = ['', ...line.matchAll(piece)].reduce<string[]>(withPiece, []);
  return { before: words.slice(0, -1), current: words.at(-1) ?? '' };
}

/** Blanks, a quoted part that may still be open, an escaped character, or what stands as it is. */
const piece = /(\s+)|'([^']*)'?|"((?:\\.|[^"\\])*)"?|\\(.?)|([^\s'"\\]+)/gs;

function withPiece(words: string[], found: string | RegExpExecArray): string[] {
  if (typeof found === 'string') return [''];
  const [, blank, single, double, escaped, plain] = found;
  if (blank !== undefined) return words.join('') === '' && words.length === 1 ? words : [...words, ''];
  const text = single ?? double?.replaceAll(/\\(["$\\`])/g, '$1') ?? escaped ?? plain ?? '';
  return [...words.slice(0, -1), (words.at(-1) ?? '') + text];
}
