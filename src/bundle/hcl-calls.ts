import { comment, skipBraces, skipHeredoc, skipMatch, skipString, skipToken } from './hcl-blocks';

/** A call of a function: its name, its arguments as they are written, and where in the text it begins. */
export interface HclCall {
  name: string;
  args: string[];
  at: number;
}

const call = /([\w-]+(?:::[\w-]+)*)\s*\(/y;
const word = /[\w-]+(?:::[\w-]+)*/y;

/** Every call of a function in expressions or bodies of HCL, those inside strings, heredocs and other calls too. */
export function callsIn(text: string): HclCall[] {
  const found: HclCall[] = [];
  for (let at = 0; at < text.length;) {
    const inside = templateAt(text, at);
    if (inside) {
      found.push(...shifted(callsInTemplate(text.slice(at, inside.end)), at));
      at = inside.end;
      continue;
    }
    const commented = skipMatch(comment, text, at);
    const called = commented === undefined ? skipMatch(call, text, at) : undefined;
    if (called !== undefined) found.push(callAt(text, at, called));
    at = commented ?? called ?? skipMatch(word, text, at) ?? at + 1;
  }
  return found;
}

/** The same of a text in which only `${…}` and `%{…}` are HCL: a string, a heredoc, a file for `templatefile`. */
export function callsInTemplate(text: string): HclCall[] {
  const found: HclCall[] = [];
  for (let at = 0; at < text.length;) {
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) at += 3;
    else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      const end = skipBraces(text, at + 1);
      found.push(...shifted(callsIn(text.slice(at + 2, end - 1)), at + 2));
      at = end;
    } else at += 1;
  }
  return found;
}

/** What an attribute of a body itself is set to, as it is written, and where; undefined where it has none of that name. */
export function expressionOf(body: string, name: string): { at: number; written: string } | undefined {
  const assigned = new RegExp(`${name}\\s*=(?!=)`, 'y');
  for (let at = 0; at < body.length;) {
    const from = isAtLineStart(body, at) ? skipMatch(assigned, body, at) : undefined;
    if (from !== undefined) return { at, written: body.slice(from, endOfExpression(body, from)).trim() };
    at = body[at] === '{' ? skipBraces(body, at) : skipToken(body, at);
  }
  return undefined;
}

function isAtLineStart(text: string, at: number): boolean {
  return /(^|[\n;{])[ \t]*$/.test(text.slice(Math.max(0, at - 80), at));
}

function endOfExpression(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at = text[at] === '{' ? skipBraces(text, at) : skipToken(text, at)) {
    if (text[at] === '\n' && depth === 0) return at;
    if (text[at] === '(' || text[at] === '[') depth += 1;
    if (text[at] === ')' || text[at] === ']') depth -= 1;
  }
  return text.length;
}

function templateAt(text: string, at: number): { end: number } | undefined {
  if (text[at] === '"') return { end: skipString(text, at) };
  const end = skipHeredoc(text, at);
  return end === undefined ? undefined : { end };
}

/** `open` is behind the parenthesis. */
function callAt(text: string, at: number, open: number): HclCall {
  const args: string[] = [];
  let [from, depth, here] = [open, 1, open];
  while (here < text.length && depth > 0) {
    const character = text[here] ?? '';
    const end = skipToken(text, here);
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (depth === 0 || (depth === 1 && character === ',')) {
      args.push(text.slice(from, here));
      from = end;
    }
    here = end;
  }
  const name = text.slice(at, open - 1).trim();
  return { name, args: args.map(uncommented).filter((arg) => arg !== ''), at };
}

function uncommented(text: string): string {
  let kept = '';
  for (let at = 0; at < text.length;) {
    const commented = skipMatch(comment, text, at);
    const end = commented ?? skipToken(text, at);
    if (commented === undefined) kept += text.slice(at, end);
    at = end;
  }
  return kept.trim();
}

function shifted(calls: HclCall[], by: number): HclCall[] {
  return calls.map((one) => ({ ...one, at: one.at + by }));
}
