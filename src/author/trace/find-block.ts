import { isConfiguration, isNative, parentOf, type Files } from '../../bundle/files';
import { type Block, blocksOf } from '../../bundle/hcl/blocks';
import { lineOf } from '../../bundle/hcl/lines';
import { type Expression, parseTemplate } from '../../bundle/hcl/parser';
import { partsOf, type Piece, piecesOf } from '../../bundle/hcl/pieces';
import type { Place } from '../../client/templates/template-source';

/** An attribute or a nested block as it is written, with the paths that it refers to. */
export interface FoundPart extends Place {
  name: string;
  references: string[];
}

/** A block as it is written, with its parts. */
export interface FoundBlock extends Place {
  parts: FoundPart[];
}

/** The blocks of this address in a folder, such as `aws_vpc.this`, `variable.name` or `locals`; several of the last. */
export async function findBlocks(files: Files, folder: string, address: string): Promise<FoundBlock[]> {
  const found: FoundBlock[] = [];
  for (const [path, bytes] of files) {
    if (parentOf(path) !== folder || !isConfiguration(path)) continue;
    const text = new TextDecoder().decode(bytes);
    const blocks = (await blocksOf(path, text)).filter((one) => one.address === address);
    if (blocks.length === 0) continue;
    found.push(
      ...(isNative(path) ? await nativeBlocks(path, text, blocks) : await jsonBlocks(path, bytes, blocks)),
    );
  }
  return found;
}

async function nativeBlocks(file: string, text: string, [wanted]: Block[]): Promise<FoundBlock[]> {
  if (!wanted) return [];
  const found: FoundBlock[] = [];
  for (const piece of (await pieceAlone(text, wanted)) ?? (await piecesOf(text, 1))) {
    if (!declares(piece.body, [wanted.type, ...wanted.labels])) continue;
    for (const part of await partsOf(piece, file)) {
      if (part.kind !== 'block' || part.block.labels.join('\n') !== wanted.labels.join('\n')) continue;
      const { inside, line } = part.block;
      const parts = await nativeParts(file, await piecesOf(inside, line));
      found.push({ file, line, text: headOf(piece.text), parts });
    }
  }
  return found;
}

/**
 * The piece that holds a block, read without the rest of its file, which may be long: where its head stands once, and it ends at the
 * first brace that begins a line, as Terraform formats it. Undefined where it is written in any other way.
 */
async function pieceAlone(text: string, { type, labels }: Block): Promise<Piece[] | undefined> {
  const lines = text.split('\n');
  const head = [type, ...labels.map((label) => `"${label}"`), '{'].join(' ');
  const starts = lines.flatMap((line, at) => (line.replace(/\s+/g, ' ').startsWith(head) ? [at] : []));
  const [start] = starts;
  if (start === undefined || starts.length > 1) return undefined;
  const end = lines.findIndex(
    (line, at) => at >= start && /^\}|\}\s*$/.test(at === start ? line : line.slice(0, 1)),
  );
  const pieces = await piecesOf(lines.slice(start, end + 1).join('\n'), start + 1);
  const [piece] = pieces;
  return piece && pieces.length === 1 && declares(piece.body, [type, ...labels]) ? pieces : undefined;
}

/** Whether a body has a block of this type and these labels: to take a piece apart costs more. */
function declares(body: unknown, [key, ...others]: string[]): boolean {
  if (key === undefined) return true;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, key)) return false;
  return declares((body as Record<string, unknown>)[key], others);
}

async function nativeParts(file: string, pieces: readonly Piece[]): Promise<FoundPart[]> {
  const found: FoundPart[] = [];
  for (const piece of pieces) {
    const references = await referencesOf(piece, file);
    const text = piece.text.trim();
    for (const name of Object.keys(piece.body))
      found.push({ file, line: piece.line, text, name, references });
  }
  return found;
}

/** What an attribute, or whatever is in a nested block, refers to. */
async function referencesOf(piece: Piece, file: string): Promise<string[]> {
  const all: string[] = [];
  for (const part of await partsOf(piece, file)) {
    if (part.kind === 'attribute') all.push(...traversalsIn(part.value));
    else
      for (const inner of await piecesOf(part.block.inside, part.block.line))
        all.push(...(await referencesOf(inner, file)));
  }
  return [...new Set(all)];
}

async function jsonBlocks(file: string, bytes: Uint8Array, blocks: readonly Block[]): Promise<FoundBlock[]> {
  return Promise.all(
    blocks.map(async ({ type, labels, address, body }, nth) => {
      const step = { type, labels, nth };
      const line = await lineOf(file, bytes, [step]);
      const parts = Object.entries(body).map(async ([name, value]) => ({
        file,
        line: await lineOf(file, bytes, [step, { type: name, labels: [], nth: 0 }]),
        text: `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
        name,
        references: await referencesIn(value),
      }));
      return { file, line, text: address, parts: await Promise.all(parts) };
    }),
  );
}

async function referencesIn(value: unknown): Promise<string[]> {
  if (typeof value === 'string') {
    const tree = await parseTemplate(value);
    return tree ? traversalsIn(tree) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return (await Promise.all(Object.values(value).map(referencesIn))).flat();
}

function traversalsIn({ type, meta, children }: Expression): string[] {
  const own = type === 'scopeTraversal' ? (meta?.fullAccessor ?? '') : '';
  return [...(own === '' ? [] : [own]), ...children.flatMap(traversalsIn)];
}

function headOf(text: string): string {
  return text.slice(0, text.indexOf('{')).trim();
}
