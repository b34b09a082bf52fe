/** One top-level block of a Terraform file: `provider "aws" { … }` has type `provider` and label `aws`. */
export interface HclBlock {
  type: string;
  labels: string[];
  body: string;
  /** The line on which its body opens, from 1. */
  line: number;
}

/** A comment, at the place where it is looked for. */
export const comment = /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const heredoc = /<<[-~]?([\w-]+)\r?\n/y;
const word = /[\w-]+/y;

/**
 * The top-level blocks of a file in HCL's native syntax, bodies unparsed. It knows just enough of the grammar
 * (comments, strings with templates in them, heredocs, braces) not to be misled by what merely looks like a block.
 */
export function scanBlocks(text: string): HclBlock[] {
  const blocks: HclBlock[] = [];
  let header: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '{') {
      const end = skipBraces(text, at);
      if (header[0] !== undefined)
        blocks.push({
          type: header[0],
          labels: header.slice(1),
          body: text.slice(at + 1, end - 1),
          line: lineAt(text, at),
        });
      [header, at] = [[], end];
      continue;
    }
    const end = skipToken(text, at);
    const token = text.slice(at, end);
    if (/^[\w-]/.test(token)) header.push(token);
    else if (token.startsWith('"')) header.push(token.slice(1, -1));
    else if (token === '\n' || token === '=') header = [];
    at = end;
  }
  return blocks;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** The constant text or word an attribute of a block's body is set to; undefined when it is absent or computed. */
export function attributeOf(block: HclBlock, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\n)\\s*${name}\\s*=\\s*(?:"([^"$%\\\\]*)"|([\\w-]+))`).exec(
    ownText(block.body),
  );
  return found?.[1] ?? found?.[2];
}

/** A body without its comments, heredocs and what stands in braces, where nothing is an attribute of the block. */
function ownText(body: string): string {
  let text = '';
  for (let at = 0; at < body.length;) {
    const braces = body[at] === '{';
    const end = braces ? skipBraces(body, at) : skipToken(body, at);
    const left = braces || skipMatch(comment, body, at) === end || skipHeredoc(body, at) === end;
    text += left ? ' ' : body.slice(at, end);
    at = end;
  }
  return text;
}

/** Where a pair of braces that opens at `open` ends. */
export function skipBraces(text: string, open: number): number {
  let depth = 0;
  let at = open;
  while (at < text.length) {
    const end = skipToken(text, at);
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    at = end;
    if (depth === 0) return at;
  }
  return at;
}

/** Where the token at `at` ends; a string and a heredoc are one. */
export function skipToken(text: string, at: number): number {
  if (text[at] === '"') return skipString(text, at);
  return skipMatch(comment, text, at) ?? skipHeredoc(text, at) ?? skipMatch(word, text, at) ?? at + 1;
}

/** Where what the pattern finds at `at` ends; undefined where it finds nothing. */
export function skipMatch(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match ? at + match[0].length : undefined;
}

/** Where a string in quotation marks ends, whatever is in its templates. */
export function skipString(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') {
    if (text[at] === '\\') at += 2;
    else if (opensTemplate(text, at)) at = skipBraces(text, at + 1);
    else at += text.startsWith('$${', at) || text.startsWith('%%{', at) ? 3 : 1;
  }
  return at + 1;
}

function opensTemplate(text: string, at: number): boolean {
  return text.startsWith('${', at) || text.startsWith('%{', at);
}

/** Where a heredoc ends; undefined where none begins. */
export function skipHeredoc(text: string, at: number): number | undefined {
  heredoc.lastIndex = at;
  const match = heredoc.exec(text);
  if (!match) return undefined;
  const start = at + match[0].length;
  const end = new RegExp(`^[ \\t]*${match[1]}[ \\t]*\\r?$`, 'm').exec(text.slice(start));
  return end ? start + end.index + end[0].length : text.length;
}
