import { printable } from './paint';

const longest = 200;

/** A text of others on one line: within `<code>` GitHub mentions nobody and links nothing, and entities are never Markdown. */
export function code(text: string): string {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return `<code>${entities(shorten(line, longest))}</code>`;
}

/** So much of a text as `most` characters hold, where one outside the basic plane is one. */
export function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}

/** A text in which no character means anything to Markdown or HTML. */
export function entities(text: string): string {
  return text.replace(/[^a-zA-Z0-9 ]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** Many lines of others as a block of code, which ends at no fence that they could write. */
export function block(text: string): string {
  const lines = printable(text).replace(/\r\n?/g, '\n');
  const fences = lines.match(/~+/g) ?? [];
  const fence = '~'.repeat(Math.max(3, ...fences.map(({ length }) => length + 1)));
  return `${fence}diff\n${lines}\n${fence}`;
}
