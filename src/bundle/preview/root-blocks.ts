import { isNative } from '../files';
import { blocksOf, type Block } from '../hcl/blocks';
import { comment, readJson } from '../hcl/json-text';
import { partsOf, piecesOf } from '../hcl/pieces';

/** A file of a root module without the blocks that only a root may have, and those blocks. */
export interface LiftedFile {
  text: string;
  imports: LiftedBlock[];
}

/** A block that was lifted, with the line that it begins on in its file. */
export interface LiftedBlock extends Block {
  line: number;
}

/** Takes the `import` blocks out of a file; every other line stays on its number. */
export async function liftImports(path: string, text: string): Promise<LiftedFile> {
  // In JSON a key may be written in escapes.
  if (!text.includes('import') && !text.includes('\\u')) return { text, imports: [] };
  return isNative(path) ? liftNative(path, text) : liftJson(path, text);
}

async function liftNative(path: string, text: string): Promise<LiftedFile> {
  const lines = text.split('\n');
  const imports: LiftedBlock[] = [];
  for (const piece of await piecesOf(text, 1)) {
    if (!Object.hasOwn(piece.body, 'import')) continue;
    // More than one item on its lines is refused by file and line.
    await partsOf(piece, path);
    imports.push(...(await blocksOf(path, piece.text)).map((block) => ({ ...block, line: piece.line })));
    const length = piece.text.split('\n').length - 1;
    lines.fill('', piece.line - 1, piece.line - 1 + length);
  }
  return { text: lines.join('\n'), imports };
}

/** In JSON a key that is a comment is passed over, so the text stays as long as it is. */
async function liftJson(path: string, text: string): Promise<LiftedFile> {
  const root = readJson(path, text);
  const objects = root.kind === 'list' ? root.items : [root];
  const entries = objects.flatMap((one) => (one.kind === 'object' ? one.entries : []));
  const line = entries.find(({ key }) => key === 'import')?.line;
  if (line === undefined) return { text, imports: [] };
  const imports = (await blocksOf(path, text)).filter(({ type }) => type === 'import');
  return { text: withoutKey(text), imports: imports.map((block) => ({ ...block, line })) };
}

/** The text with the key `import` of its outermost object made a comment. */
function withoutKey(text: string): string {
  let depth = 0;
  return text.replaceAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/g, (token, colon?: string) => {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    const isKey = depth === 1 && colon !== undefined;
    if (!isKey || JSON.parse(token.slice(0, -colon.length)) !== 'import') return token;
    return JSON.stringify(comment).padEnd(token.length - colon.length) + colon;
  });
}
