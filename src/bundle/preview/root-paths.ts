import { runFailure } from '../../domain/environment/run-failure';
import { isNative } from '../files';
import { type Expression, parseTemplate } from '../hcl/parser';
import { partsOf, type Piece, piecesOf } from '../hcl/pieces';

const ofModule = 'path.module';
const ofRoot = 'path.root';

/**
 * A file of a root module with `path.root` wherever an expression has `path.module`: of a root both are one folder, of its
 * configuration in another folder they are not. Lines and columns stay, and so does what is a text or a comment.
 */
export async function withRootPaths(path: string, text: string): Promise<string> {
  if (!mentions(text)) return text;
  return isNative(path) ? nativeText(path, { text, line: 1 }) : jsonText(path, text);
}

/** In JSON the word may be written in escapes. */
function mentions(text: string): boolean {
  return text.includes('module') || text.includes('\\u');
}

async function nativeText(path: string, { text, line }: Pick<Piece, 'text' | 'line'>): Promise<string> {
  const lines = text.split('\n');
  for (const piece of await piecesOf(text, line)) {
    if (!mentions(piece.text)) continue;
    const written = (await pieceText(path, piece)).split('\n');
    const from = piece.line - line;
    // A piece ends with the line break of its last line.
    lines.splice(from, written.length - 1, ...written.slice(0, -1));
  }
  return lines.join('\n');
}

async function pieceText(path: string, piece: Piece): Promise<string> {
  let { text } = piece;
  for (const part of await partsOf(piece, path))
    if (part.kind === 'attribute') text = replaced(`{\n${text}`, part.value).slice(2);
    else {
      const { inside, line } = part.block;
      const written = await nativeText(path, { text: inside, line });
      text = text.replace(inside, () => written);
    }
  return text;
}

/** In JSON each text is a template, and its line is all that anybody is told of its place. */
async function jsonText(path: string, text: string): Promise<string> {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    parts.push(text.slice(from, index), mentions(token) ? await tokenText(path, token) : token);
    from = index + token.length;
  }
  return parts.join('') + text.slice(from);
}

async function tokenText(path: string, token: string): Promise<string> {
  const plain = JSON.parse(token) as string;
  const tree = await parseTemplate(plain);
  const places = tree === undefined ? [] : placesIn(tree);
  if (places.length === 0) return token;
  const written = plain.replaceAll(ofModule, ofRoot);
  if (plain.split(ofModule).length - 1 === places.length) return JSON.stringify(written);
  throw runFailure('configuration', `${path}: ${plain} has ${ofModule} both in a text and in an expression`);
}

/** Where `path.module` stands, from the last place to the first. */
function placesIn(tree: Expression): Expression['range'][] {
  const own = tree.type === 'scopeTraversal' && tree.meta?.fullAccessor === ofModule ? [tree.range] : [];
  const all = own.concat(tree.children.flatMap(placesIn));
  const starts = new Map(all.map((range) => [range.start.byte, range]));
  return [...starts.values()].sort((a, b) => b.start.byte - a.start.byte);
}

function replaced(text: string, tree: Expression): string {
  let bytes = Buffer.from(text);
  for (const { start, end } of placesIn(tree)) {
    const written = ofRoot.padEnd(end.byte - start.byte);
    bytes = Buffer.concat([bytes.subarray(0, start.byte), Buffer.from(written), bytes.subarray(end.byte)]);
  }
  return bytes.toString();
}
