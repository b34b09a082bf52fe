/** Of so many code units Node finds the characters at once; of a long text it takes the square of its length. */
const longestWindow = 200;
const segmenter = new Intl.Segmenter();

/** What a reader takes for one character each, whatever it is made of. */
export function charactersOf(text: string): string[] {
  return windowsOf(text).flat();
}

/** A text in short parts, none of which ends within a character. */
export function shortPartsOf(text: string): string[] {
  return windowsOf(text).map((characters) => characters.join(''));
}

function windowsOf(text: string): string[][] {
  const windows: string[][] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfPoint(text, at + longestWindow);
    const found = charactersIn(text.slice(at, end));
    // The last one may go on behind the window.
    if (end < text.length && found.length > 1) found.pop();
    windows.push(found);
    for (const character of found) at += character.length;
  }
  return windows;
}

/** No end within a code point, whose half would stand for a character of its own. */
function endOfPoint(text: string, end: number): number {
  return (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end;
}

function charactersIn(window: string): string[] {
  return Array.from(segmenter.segment(window), ({ segment }) => segment);
}
