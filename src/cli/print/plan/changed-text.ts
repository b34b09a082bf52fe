import { cutBefore, shorten } from './shorten';

const mostLines = 6;
const mostOfALine = 120;
/** So much of what is alike stays before the first difference of two long texts. */
const alikeShown = 30;

/** The lines that go and those that come between two texts of several lines, each with its sign; what both begin and end with is left out. */
export function changedLines(before: string, after: string): string[] {
  const [old, young] = [before.split('\n'), after.split('\n')];
  const shortest = Math.min(old.length, young.length);
  let head = 0;
  while (head < shortest && old[head] === young[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && old.at(-1 - tail) === young.at(-1 - tail)) tail += 1;
  return [
    ...signed('-', old.slice(head, old.length - tail)),
    ...signed('+', young.slice(head, young.length - tail)),
  ];
}

function signed(sign: string, lines: readonly string[]): string[] {
  const shown = lines.slice(0, mostLines).map((line) => `${sign} ${shorten(line, mostOfALine)}`.trimEnd());
  const left = lines.length - shown.length;
  return left > 0 ? [...shown, `${sign} … ${left} more ${left === 1 ? 'line' : 'lines'}`] : shown;
}

/** Two long texts, each cut to where they begin to differ. */
export function aroundDifference(before: string, after: string): [string, string] {
  let alike = 0;
  while (alike < before.length && before.charCodeAt(alike) === after.charCodeAt(alike)) alike += 1;
  const cut = (text: string) => shorten(cutBefore(text, alike - alikeShown), mostOfALine);
  return [cut(before), cut(after)];
}
