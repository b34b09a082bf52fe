/** What a template of Go is rendered with. */
export type TemplateData = Readonly<Record<string, unknown>>;

/** The text, or why it cannot be rendered here. */
export type Rendered = { text: string } | { why: string };

type Value = unknown;

class NotRendered extends Error {}

/** Whether a text has an action of Go's templates in it. */
export function hasActions(text: string): boolean {
  return text.includes('{{');
}

/**
 * Renders the part of Go's templates that configuration needs: fields, texts, numbers, `if`, comparisons, and functions of texts. What
 * else there is, above all what asks other systems, is refused by name.
 */
export function renderTemplate(text: string, data: TemplateData): Rendered {
  try {
    const state = { parts: partsOf(text), next: 0, data };
    const rendered = renderBlock(state, true);
    if (state.next < state.parts.length) throw new NotRendered('{{ end }} has no beginning');
    return { text: rendered };
  } catch (error) {
    if (error instanceof NotRendered) return { why: error.message };
    throw error;
  }
}

interface State {
  data: TemplateData;
  parts: Part[];
  next: number;
}

type Part = { kind: 'text'; text: string } | { kind: 'action'; words: string };

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  const action =
    /(?:[ \t\r\n]*\{\{-(?=\s)|\{\{)((?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[^"`])*?)(?:(?<=\s)-\}\}\s*|\}\})/g;
  for (const match of text.matchAll(action)) {
    parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push({ kind: 'action', words: (match[1] ?? '').trim() });
    from = match.index + match[0].length;
  }
  const rest = text.slice(from);
  if (rest.includes('{{')) throw new NotRendered('{{ has no }} behind it');
  return [...parts, { kind: 'text', text: rest }];
}

/** Renders up to the `else` or `end` that belongs to it, which is left to be read. */
function renderBlock(state: State, isShown: boolean): string {
  let out = '';
  for (let part = state.parts[state.next]; part; part = state.parts[state.next]) {
    if (part.kind === 'action' && /^(?:else|end)\b/.test(part.words)) return out;
    state.next += 1;
    if (part.kind === 'text') out += part.text;
    else if (/^if\s/.test(part.words)) out += renderIf(part.words.slice(2), state, isShown);
    else if (/^(?:range|with|define|template|block|break|continue)\b/.test(part.words))
      throw new NotRendered(`'${part.words.split(/\s/)[0] ?? ''}' of a Go template is not rendered here`);
    else if (isShown && !part.words.startsWith('/*')) out += show(evaluate(part.words, state.data));
  }
  return out;
}

function renderIf(condition: string, state: State, isShown: boolean): string {
  const holds = isShown && isTrue(evaluate(condition, state.data));
  const yes = renderBlock(state, holds);
  const end = state.parts[state.next];
  if (end?.kind !== 'action') throw new NotRendered('{{ if }} has no {{ end }}');
  state.next += 1;
  if (end.words === 'end') return holds ? yes : '';
  const chained = /^else\s+if\s(.*)$/s.exec(end.words);
  const isOther = isShown && !holds;
  const no = chained ? renderIf(chained[1] ?? '', state, isOther) : renderElse(state, isOther);
  return holds ? yes : no;
}

function renderElse(state: State, isShown: boolean): string {
  const no = renderBlock(state, isShown);
  state.next += 1;
  return isShown ? no : '';
}

function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

function show(value: Value): string {
  if (value === undefined || value === null) return '<no value>';
  if (typeof value === 'object') throw new NotRendered('a map or list is put into a text');
  return textOf(value);
}

type Token = string;

function tokensOf(words: string): Token[] {
  return words.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|[^\s()|"`]+/g) ?? [];
}

function evaluate(words: string, data: TemplateData): Value {
  const tokens = tokensOf(words);
  const value = pipeline(tokens, data);
  if (tokens.length > 0) throw new NotRendered(`'${words}' cannot be read as a Go template`);
  return value;
}

/** Takes a pipeline from the front of the tokens, up to a `)` that is not its own. */
function pipeline(tokens: Token[], data: TemplateData): Value {
  let value = command(tokens, data, []);
  while (tokens[0] === '|') {
    tokens.shift();
    value = command(tokens, data, [value]);
  }
  return value;
}

function command(tokens: Token[], data: TemplateData, piped: Value[]): Value {
  const name = tokens[0] ?? '';
  if (isOperand(name)) {
    const value = operand(tokens, data);
    if (piped.length > 0 || (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')'))
      throw new NotRendered(`'${name}' is used as a function, which is not rendered here`);
    return value;
  }
  tokens.shift();
  const work = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (work === undefined)
    throw new NotRendered(`the function '${name}' of a Go template is not rendered here`);
  const args: Value[] = [];
  while (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')') args.push(operand(tokens, data));
  return work(...args, ...piped);
}

function isOperand(token: Token): boolean {
  return /^(?:["`(.]|-?\d|true$|false$|nil$)/.test(token);
}

function operand(tokens: Token[], data: TemplateData): Value {
  const token = tokens.shift() ?? '';
  if (token === '(') {
    const value = pipeline(tokens, data);
    if (tokens.shift() !== ')') throw new NotRendered('( has no ) behind it');
    const field = tokens[0]?.startsWith('.') === true ? tokens.shift() : undefined;
    return field === undefined ? value : stepsInto(value, field);
  }
  if (token.startsWith('"')) return JSON.parse(token) as string;
  if (token.startsWith('`')) return token.slice(1, -1);
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'nil') return null;
  if (/^-?\d+(?:\.\d+)?$/.test(token)) return Number(token);
  if (token.startsWith('.')) return stepsInto(data, token);
  throw new NotRendered(`'${token}' of a Go template is not rendered here`);
}

/** A missing field is nothing where its map is there; where that is missing too, Go fails. */
function stepsInto(data: Value, path: string): Value {
  return path
    .split('.')
    .filter(Boolean)
    .reduce<Value>((value, step) => {
      if (typeof value !== 'object' || value === null) throw new NotRendered(`'${path}' has no value`);
      return Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
    }, data);
}

function textOf(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new NotRendered('a function of texts is given something else');
}

/** Sprig's functions that need no other system; the last argument is what is piped in. */
const functions: Readonly<Record<string, (...args: Value[]) => Value>> = {
  default: (other, value) => (isTrue(value) ? value : other),
  coalesce: (...all) => all.find(isTrue),
  ternary: (yes, no, test) => (isTrue(test) ? yes : no),
  eq: (first, ...others) => others.some((one) => one === first),
  ne: (first, second) => first !== second,
  not: (value) => !isTrue(value),
  and: (...all) => all.find((one) => !isTrue(one)) ?? all.at(-1),
  or: (...all) => all.find(isTrue) ?? all.at(-1),
  lower: (text) => textOf(text).toLowerCase(),
  upper: (text) => textOf(text).toUpperCase(),
  trim: (text) => textOf(text).trim(),
  trimPrefix: (prefix, text) =>
    textOf(text).startsWith(textOf(prefix)) ? textOf(text).slice(textOf(prefix).length) : text,
  trimSuffix: (suffix, text) =>
    textOf(text).endsWith(textOf(suffix)) ? textOf(text).slice(0, -textOf(suffix).length || undefined) : text,
  replace: (from, to, text) => textOf(text).replaceAll(textOf(from), textOf(to)),
  quote: (text) => JSON.stringify(textOf(text)),
  squote: (text) => `'${textOf(text)}'`,
  toString: (value: Value) => textOf(value),
  'strings.Title': (text) =>
    textOf(text).replaceAll(/(?<![\p{L}\p{N}_'’])\p{L}/gu, (letter) => letter.toUpperCase()),
  'strings.Quote': (text) => JSON.stringify(textOf(text)),
  'strings.ToLower': (text) => textOf(text).toLowerCase(),
  'strings.ToUpper': (text) => textOf(text).toUpperCase(),
  printf: (form, ...args) => printed(textOf(form), args),
};

function printed(form: string, args: Value[]): string {
  const rest = [...args];
  return form.replaceAll(/%(.)/g, (whole, verb: string) => {
    if (verb === '%') return '%';
    if (!'svdt'.includes(verb)) throw new NotRendered(`'${whole}' of printf is not rendered here`);
    return textOf(rest.shift());
  });
}
