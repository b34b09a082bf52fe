import { charactersOf } from './characters';
import { openPaint, paintCode, visibleLength } from './paint';

/** A text of at most so many cells, `…` where it was cut, and no half of a character; for what is not painted. */
export function cutToCells(text: string, most: number): string {
  if (visibleLength(text) <= most) return text;
  let kept = '';
  let used = 1;
  for (const character of charactersOf(text)) {
    used += visibleLength(character);
    if (used > most) break;
    kept += character;
  }
  return most < 1 ? '' : `${kept}…`;
}

/** A text in lines of at most `width` cells, broken between words; a word that no line holds stays whole. */
export function foldWords(text: string, width: number): string[] {
  return visibleLength(text) <= width ? [text] : joined(text.split(' '), width);
}

/** The same, and a word that no line holds is broken too. */
export function fold(text: string, width: number): string[] {
  if (visibleLength(text) <= width) return [text];
  return joined(
    text.split(' ').flatMap((word) => piecesOf(word, width)),
    width,
  );
}

function joined(words: string[], width: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of words) {
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && visibleLength(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return repainted([...lines, line ?? '']);
}

function piecesOf(word: string, width: number): string[] {
  if (visibleLength(word) <= width) return [word];
  const pieces: string[] = [];
  let [piece, used] = ['', 0];
  for (const character of paintedCharacters(word)) {
    const cells = visibleLength(character);
    if (piece !== '' && used + cells > width) {
      pieces.push(piece);
      [piece, used] = ['', 0];
    }
    piece += character;
    used += cells;
  }
  return [...pieces, piece];
}

function paintedCharacters(word: string): string[] {
  const parts = word.split(paintCode);
  return parts.flatMap((part, index) => (index % 2 === 1 ? [part] : charactersOf(part)));
}

/** A paint that goes on over the end of a line breaks with it, and begins again in the next one. */
function repainted(lines: string[]): string[] {
  let begin = '';
  return lines.map((line) => {
    const begun = begin + line;
    const open = openPaint(begun);
    begin = open.begin;
    return begun + open.end;
  });
}
