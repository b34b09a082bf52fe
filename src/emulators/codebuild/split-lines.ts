/** CloudWatch Logs refuses an event above 256 KiB, of which it counts 26 bytes itself; one more is our line break. */
const maxLineBytes = 262_144 - 26 - 1;

/** The complete lines in `text`, which follows the unfinished `rest`; a line that no event could hold is cut. */
export function splitLines(rest: string, text: string): { lines: string[]; rest: string } {
  const pieces = (rest + text).split('\n');
  const last = cutLine(pieces.pop() ?? '');
  return { lines: [...pieces.flatMap(cutLine), ...last.slice(0, -1)], rest: last.at(-1) ?? '' };
}

/** Cuts between characters, never inside one. */
function cutLine(line: string): string[] {
  if (line.length * 3 <= maxLineBytes || Buffer.byteLength(line) <= maxLineBytes) return [line];
  const bytes = Buffer.from(line);
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = characterStart(bytes, start + maxLineBytes);
    pieces.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return pieces;
}

/** The last position not above `position` where a UTF-8 character begins. */
function characterStart(bytes: Buffer, position: number): number {
  let start = Math.min(position, bytes.length);
  while (start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
