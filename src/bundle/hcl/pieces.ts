import { runFailure } from '../../domain/environment/run-failure';
import { parseExpression, tryParseBody, type Body, type Expression } from './parser';

/** A part of a body in the native syntax, as it is written: one attribute or one block. */
export interface Piece {
  text: string;
  /** The line that it begins on, from 1. */
  line: number;
  /** What the parser makes of it. */
  body: Body;
}

/** A block as it is written. */
export interface WrittenBlock {
  type: string;
  labels: string[];
  /** The line on which its body opens. */
  line: number;
  inside: string;
}

/** What a piece is: an attribute with its expression, or a block. */
export type Part =
  | { kind: 'attribute'; name: string; line: number; value: Expression }
  | { kind: 'block'; block: WrittenBlock };

/**
 * The attributes and blocks of a body, in order. The parser itself says where each ends: at the first line up to which the
 * text is whole. `line` is that of the body's first.
 */
export async function piecesOf(text: string, line: number): Promise<Piece[]> {
  const lines = text.split('\n');
  const pieces: Piece[] = [];
  for (let from = 0, to = 0; to < lines.length; to += 1) {
    const [first, last] = [(lines[from] ?? '').trim(), lines[to] ?? ''];
    if (from === to && (first === '' || first.startsWith('#') || first.startsWith('//'))) from = to + 1;
    else if (from === to || mayEnd(last) || to === lines.length - 1) {
      const piece = `${lines.slice(from, to + 1).join('\n')}\n`;
      const body = await tryParseBody(piece);
      if (body === undefined) continue;
      if (Object.keys(body).length > 0) pieces.push({ text: piece, line: line + from, body });
      from = to + 1;
    }
  }
  return pieces;
}

/** Whether a line can be the last of several that belong together; where this is wrong, two pieces become one. */
function mayEnd(line: string): boolean {
  return [')', ']', '}', '*/'].some((mark) => line.includes(mark)) || /^\s*[\w-]+\s*$/.test(line);
}

/** The parts of a piece; a RunFailure names the file and the line of one that the parser allows and we cannot take apart. */
export async function partsOf(piece: Piece, path: string): Promise<Part[]> {
  const object = await parseExpression(`{\n${piece.text}}`);
  const names = Object.keys(piece.body);
  const [, value] = object?.children ?? [];
  const line = piece.line;
  if (object?.type === 'object' && names.length === 1 && value && object.children.length === 2)
    return [{ kind: 'attribute', name: names[0] ?? '', line: line - 1, value }];
  const block = await blockOf(piece);
  if (block !== undefined) return [{ kind: 'block', block }];
  throw runFailure('configuration', `${path}:${line}: there is more than one item on this line`);
}

async function blockOf({ text, line }: Piece): Promise<WrittenBlock | undefined> {
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
    const header = await tryParseBody(`${text.slice(0, open + 1)}}\n`);
    if (header === undefined) continue;
    const close = await closeOf(text, open + 1);
    const [type = '', ...labels] = namesIn(header);
    const opens = line + text.slice(0, open).split('\n').length - 1;
    return close === undefined
      ? undefined
      : { type, labels, line: opens, inside: text.slice(open + 1, close) };
  }
  return undefined;
}

/** Where the brace is that closes a body: the last one before which the body is whole, and behind which is nothing. */
async function closeOf(text: string, from: number): Promise<number | undefined> {
  for (let close = text.lastIndexOf('}'); close >= from; close = text.lastIndexOf('}', close - 1)) {
    const ends = await tryParseBody(`x {\n${text.slice(close)}`);
    if (ends !== undefined && (await tryParseBody(text.slice(from, close))) !== undefined) return close;
  }
  return undefined;
}

/** The type and the labels of a body that holds one empty block. */
function namesIn(body: unknown): string[] {
  if (Array.isArray(body)) return [];
  const [[name, inner] = [undefined, []]] = Object.entries(body as Body);
  return name === undefined ? [] : [name].concat(namesIn(inner));
}
