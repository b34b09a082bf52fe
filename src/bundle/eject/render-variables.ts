import { isExactNumber } from '../../domain/base/exact-json';

/** Values as Terraform reads them by itself, with room for comments. */
export const variablesFile = 'leasehold.auto.tfvars';

/** Values of variables as Terraform's own language has them, each with a comment where there is one of it. */
export function renderVariables(
  values: Readonly<Record<string, unknown>>,
  comments: Readonly<Record<string, string>>,
): string {
  const blocks = Object.entries(values).map(([name, value]) => {
    const comment = comments[name];
    return `${comment === undefined ? '' : `# ${comment}\n`}${name} = ${written(value, '')}\n`;
  });
  return blocks.join('\n');
}

/** The same text with more comments, each on one line above the value of its variable. */
export function withComments(text: string, comments: Readonly<Record<string, string>>): string {
  // Values that span lines are indented, so only a variable begins a line.
  return text.replace(/^([\w-]+) = /gm, (line, name: string) => {
    const comment = comments[name];
    return comment === undefined ? line : `# ${comment.replaceAll(/\p{Cc}+/gu, ' ')}\n${line}`;
  });
}

function written(value: unknown, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (isExactNumber(value)) return value.value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((one) => `${inner}${written(one, inner)},\n`)
    : membersOf(value).map(([key, one]) => `${inner}${quoted(key)} = ${written(one, inner)}\n`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? open + close : `${open}\n${lines.join('')}${indent}${close}`;
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}

/** A text without templates: what begins one, and what only JSON escapes, is written by its number. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/[$%](?=\{)/g, byNumber)
    .replace(/\\[bf]|\\\\/g, (escape) => shortEscapes[escape] ?? escape);
}

const shortEscapes: Record<string, string> = { '\\b': byNumber('\b'), '\\f': byNumber('\f') };

function byNumber(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
