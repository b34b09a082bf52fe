import { printableJson } from '../../client/text/paint';

/** A text that every reader of YAML takes for a text. */
const plain = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][\w./@-]*$/i;

/** A JSON document as YAML, every number in its digits; a text that could be read as something else is in quotes. */
export function yamlText(document: unknown): string {
  return `${linesOf(document).join('\n')}\n`;
}

/** The items of a list, each as it stands in YAML. */
export function yamlItems(items: readonly unknown[]): string {
  return items.map((item) => `${itemLines(item).join('\n')}\n`).join('');
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap(itemLines);
  if (isMap(value)) return Object.entries(value).flatMap(([key, inner]) => entryLines(key, inner));
  return [scalar(value)];
}

function itemLines(item: unknown): string[] {
  const [first = '', ...rest] = linesOf(item);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}

function entryLines(key: string, value: unknown): string[] {
  if (value === undefined) return [];
  const name = `${scalar(key)}:`;
  if (!isMap(value) && !(Array.isArray(value) && value.length > 0)) return [`${name} ${scalar(value)}`];
  return [name, ...linesOf(value).map((line) => `  ${line}`)];
}

/** A number that is kept by its digits is an object too, and none with entries of ours. */
function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length > 0;
}

/** JSON's own scalars, and its empty list and object, are YAML. */
function scalar(value: unknown): string {
  return typeof value === 'string' && plain.test(value) ? value : printableJson(value);
}
