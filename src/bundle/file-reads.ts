import { runFailure } from '../domain/environment/run-failure';
import { mentionsReader, pathAttributes, pathsOfFunction } from './file-readers';
import { isJson, isNative, parentOf } from './files';
import { addressOf, isComputed } from './hcl/blocks';
import { callsIn, type Call } from './hcl/calls';
import { readJson, textsIn, type JsonText } from './hcl/json-text';
import { parseTemplate, type Expression } from './hcl/parser';
import { partsOf, piecesOf, type Part, type WrittenBlock } from './hcl/pieces';

/** A place that reads a file by a path: a function, or an attribute of a type whose provider does. */
export interface FileRead {
  path: string;
  line: number;
  /** The function's or the attribute's name. */
  reader: string;
  /** By which a stage's policy lists it: `templates/web:locals:file`. */
  name: string;
  what: string;
  /** The path, for `fileset` with the pattern below it; undefined where no path can be seen. */
  paths: Expression[] | undefined;
}

/** Every place of a file that reads another, in order; a RunFailure names file and line of what cannot be taken apart. */
export async function fileReads(path: string, text: string): Promise<FileRead[]> {
  if (!mentionsReader(text) && !isJson(path)) return [];
  if (isNative(path)) return nativeReads(path, text);
  if (isJson(path)) return jsonReads(path, text);
  return ['.md', '.hcl', '.yaml', '.yml'].some((ending) => path.endsWith(ending))
    ? []
    : textReads(path, text);
}

async function nativeReads(path: string, text: string): Promise<FileRead[]> {
  const found: FileRead[] = [];
  for (const piece of await piecesOf(text, 1)) {
    if (!mentionsReader(piece.text)) continue;
    for (const part of await partsOf(piece, path))
      if (part.kind === 'block')
        found.push(...(await blockReads({ path, address: addressOf(part.block) }, part.block)));
  }
  return found;
}

type Where = Pick<FileRead, 'path'> & { address: string };

async function blockReads(where: Where, block: WrittenBlock): Promise<FileRead[]> {
  const asPaths = pathAttributes(block.type, block.labels);
  const found: FileRead[] = [];
  for (const piece of await piecesOf(block.inside, block.line)) {
    const [name = ''] = Object.keys(piece.body);
    if (!mentionsReader(piece.text) && !asPaths.includes(name)) continue;
    for (const part of await partsOf(piece, where.path))
      found.push(...(await partReads(where, part, asPaths)));
  }
  return found;
}

async function partReads(where: Where, part: Part, asPaths: readonly string[]): Promise<FileRead[]> {
  if (part.kind === 'attribute') return attributeReads(where, part, asPaths.includes(part.name));
  // A check has data sources of its own.
  const own = part.block.type === 'data' ? addressOf(part.block) : where.address;
  return blockReads({ path: where.path, address: own }, part.block);
}

function attributeReads(
  where: Where,
  { name, line, value }: Extract<Part, { kind: 'attribute' }>,
  isPath: boolean,
): FileRead[] {
  const calls = callsIn(value).flatMap((call) => readOf(where, call, line + call.line));
  return isPath ? calls.concat(readBy(name, where, { line: line + 1, paths: [value] })) : calls;
}

function readOf(where: Where, { name, args }: Call, line: number): FileRead[] {
  const count = pathsOfFunction(name);
  if (count === undefined) return [];
  const paths = count === 0 || args.length < count ? undefined : args.slice(0, count);
  return [readBy(name, where, { line, paths })];
}

function readBy(reader: string, { path, address }: Where, found: Pick<FileRead, 'line' | 'paths'>): FileRead {
  const name = `${parentOf(path)}:${address}:${reader}`;
  return { path, reader, name, what: `${reader} of ${address}`, line: found.line, paths: found.paths };
}

/** In JSON each text is a template, keys too. */
async function jsonReads(path: string, text: string): Promise<FileRead[]> {
  const found: FileRead[] = [];
  for (const one of textsIn(readJson(path, text), [])) found.push(...(await jsonTextReads(path, one)));
  return found;
}

async function jsonTextReads(path: string, { keys, text, line }: JsonText): Promise<FileRead[]> {
  const [type = '', ...others] = keys[0] === 'check' && keys[2] === 'data' ? keys.slice(2) : keys;
  const labels = others.slice(0, ['resource', 'data'].includes(type) ? 2 : 1);
  const where = { path, address: addressOf({ type, labels }) };
  const attribute = others[2] ?? '';
  const isPath = pathAttributes(type, labels).includes(attribute) && others.length === 3;
  if (!isPath && !(isComputed(text) && mentionsReader(text))) return [];
  const template = await parseTemplate(text);
  if (template === undefined) throw noTemplate(where, line);
  const calls = callsIn(template).flatMap((call) => readOf(where, call, line));
  return isPath ? calls.concat(readBy(attribute, where, { line, paths: [template] })) : calls;
}

function noTemplate({ path, address }: Where, line: number) {
  return runFailure(
    'configuration',
    `${path}:${line}: a text of ${address} is not a valid Terraform template`,
  );
}

/**
 * Any other file may be given to `templatefile`, where it has the same functions and no `path`; what is no template reads
 * nothing, as Terraform refuses it whole.
 */
async function textReads(path: string, text: string): Promise<FileRead[]> {
  const template = await parseTemplate(text);
  const calls = template === undefined ? [] : callsIn(template);
  return calls
    .flatMap((call) => readOf({ path, address: '' }, call, call.line))
    .map((read) => ({ ...read, name: `${path}:${read.reader}`, what: `${read.reader} in a text` }));
}
