/** A piece of HTML in which every text from elsewhere is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | readonly Html[] | string | number | boolean | undefined;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML from a template: what is put into it is text, unless it is HTML itself; undefined and false are nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings.map(withoutIndent) }, ...parts.map(written)));
}

/** How far a line of a template is indented says nothing to a browser, and would be a tenth of the page. */
function withoutIndent(literal: string): string {
  return literal.replace(/\n\s+/g, '\n');
}

function written(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escaped(String(part), /[&<>"']/g);
}

function escaped(text: string, special: RegExp): string {
  return text.replace(special, (character) => entities[character] ?? '');
}

/** The text of an element, where a quote ends nothing: escaped, the quotes of the examples would be a tenth of the page. */
export function contentOf(text: string): Html {
  return new Html(escaped(text, /[&<>]/g));
}

/** Pieces with a text between each two. */
export function joined(pieces: readonly Html[], between: string): Html[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [markup`${between}`, piece]));
}

/** A value of a document that is a text or some; nothing where it is neither. */
export function textOf(value: unknown): string {
  return [value]
    .flat()
    .filter((one) => typeof one === 'string')
    .join(', ');
}
