import { posix } from 'node:path';
import { blocksOf, type Files, parentOf } from './file-blocks';
import { callsIn, callsInTemplate, expressionOf, type HclCall } from './hcl-calls';
import type { HclBlock } from './hcl-blocks';

/** A place in a template or a module that may read a file which is no part of the bundle. */
export interface OutsideFile {
  path: string;
  line: number;
  /** Its folder, its address there and what reads, by which a stage's policy lists it: `templates/web:locals:file`. */
  name: string;
  what: string;
}

/** How many arguments of a function, from the first, are a path; of `templatestring` none can be safe, as its text is a template. */
const readers: Readonly<Record<string, number>> = {
  file: 1,
  fileexists: 1,
  filebase64: 1,
  filebase64sha256: 1,
  filebase64sha512: 1,
  filemd5: 1,
  filesha1: 1,
  filesha256: 1,
  filesha512: 1,
  fileset: 2,
  templatefile: 1,
  abspath: 1,
  pathexpand: 0,
  templatestring: 0,
};

/** Attributes by which a provider reads a file of the machine. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  'data.local_file': ['filename'],
  'data.local_sensitive_file': ['filename'],
  'data.archive_file': ['source_file', 'source_dir'],
  local_file: ['source'],
  local_sensitive_file: ['source'],
  archive_file: ['source_file', 'source_dir'],
  aws_s3_object: ['source'],
  aws_s3_bucket_object: ['source'],
  aws_lambda_function: ['filename'],
  aws_lambda_layer_version: ['filename'],
  aws_synthetics_canary: ['zip_file'],
};

/** One sentence for each that the policy does not list. */
export function unlistedReads(files: Files, listed: readonly string[]): string[] {
  return outsideFiles(files)
    .filter(({ name }) => !listed.includes(name))
    .map(
      ({ path, line, name, what }) =>
        `${path}:${line}: ${what} may read any file that a run can, unless its path is a literal below path.module or path.root and stays in the bundle; the stage's configuration must list '${name}' in templatePrograms`,
    );
}

/** What of these files takes a path that is not a literal one inside the bundle, wherever the value comes from. */
export function outsideFiles(files: Files): OutsideFile[] {
  return [...files].flatMap(([path, bytes]) => {
    const text = new TextDecoder().decode(bytes);
    if (/\.(tf|tofu)$/.test(path)) return blocksOf(path, bytes).flatMap((block) => readsOf(path, block));
    if (/\.(tf|tofu)\.json$/.test(path)) return readsOfJson(path, text);
    return /\.(md|hcl|ya?ml)$/.test(path) ? [] : readsOfText(path, text);
  });
}

function readsOf(path: string, block: HclBlock): OutsideFile[] {
  const { body } = block;
  const address = addressOf(block.type, block.labels);
  const at = { path, name: `${parentOf(path)}:${address}` };
  const lineOf = (offset: number) => block.line + body.slice(0, offset).split('\n').length - 1;
  const calls = callsIn(body)
    .filter((call) => leaves(path, call))
    .map((call) => readBy(call.name, address, { ...at, line: lineOf(call.at) }));
  const paths = (attributes[typeOf(block.type, block.labels)] ?? []).flatMap((attribute) => {
    const given = expressionOf(body, attribute);
    if (given === undefined || isInBundle(path, [given.written])) return [];
    return readBy(attribute, address, { ...at, line: lineOf(given.at) });
  });
  return [...calls, ...paths];
}

/** In JSON each text is a template; a label of a resource is a key, as an attribute is. */
function readsOfJson(path: string, text: string): OutsideFile[] {
  return textsIn(JSON.parse(text), []).flatMap(({ keys, value }) => {
    const [type = '', ...rest] = keys;
    const labels = rest.slice(0, ['resource', 'data'].includes(type) ? 2 : 1);
    const address = addressOf(type, labels);
    const line = text.slice(0, Math.max(0, text.indexOf(JSON.stringify(value)))).split('\n').length;
    const at = { path, name: `${parentOf(path)}:${address}`, line };
    const calls = callsInTemplate(value).filter((call) => leaves(path, call));
    const attribute = keys[3] ?? '';
    const isPath = (attributes[typeOf(type, labels)] ?? []).includes(attribute);
    const outside = isPath && !isInBundle(path, [`"${value}"`]);
    return [
      ...calls.map((call) => readBy(call.name, address, at)),
      ...(outside ? [readBy(attribute, address, at)] : []),
    ];
  });
}

/** Any other file may be given to `templatefile`, where it has the same functions and no `path`. */
function readsOfText(path: string, text: string): OutsideFile[] {
  return callsInTemplate(text)
    .filter((call) => leaves(path, call))
    .map(({ name, at }) => {
      const line = text.slice(0, at).split('\n').length;
      return { path, line, name: `${path}:${name}`, what: `${name} in a text` };
    });
}

function readBy(
  reader: string,
  address: string,
  { path, name, line }: Pick<OutsideFile, 'path' | 'name' | 'line'>,
): OutsideFile {
  return { path, line, name: `${name}:${reader}`, what: `${reader} of ${address}` };
}

function leaves(path: string, { name, args }: HclCall): boolean {
  const reader = name.replace(/^core::/, '');
  if (reader.startsWith('provider::local::')) return true;
  const paths = Object.hasOwn(readers, reader) ? readers[reader] : undefined;
  if (paths === undefined) return false;
  return paths === 0 || args.length < paths || !isInBundle(path, args.slice(0, paths));
}

const literal = /^"(?:\$\{\s*path\.(module|root)\s*\})?([^"$%\\~]*)"$/;

/** Whether a path is written out, below `path.module` or `path.root` at most, and stays among the files of the bundle. */
function isInBundle(file: string, [path = '', ...patterns]: string[]): boolean {
  const written = path.trim().replace(/^path\.(module|root)$/, '"${path.$1}"');
  const [, base, rest = ''] = literal.exec(written) ?? ['', undefined, undefined];
  const below = patterns.map((pattern) => literal.exec(pattern.trim()));
  if (!literal.test(written) || below.some((match) => !match || match[1] !== undefined)) return false;
  if (base === undefined && rest.startsWith('/')) return false;
  const folder = base === 'module' ? parentOf(file) : rootOf(file);
  const start = base === undefined ? `${folder}/${rest}` : `${folder}${rest}`;
  const whole = posix.normalize([start, ...below.map((match) => match?.[2] ?? '')].join('/'));
  return /^(templates|modules)\//.test(whole);
}

/** A module is called from a template, whose folder lies as deep. */
function rootOf(file: string): string {
  const [room = '', name = ''] = file.split('/');
  return room === 'templates' ? `${room}/${name}` : 'templates/any';
}

function typeOf(type: string, [label = '']: readonly string[]): string {
  return type === 'data' ? `data.${label}` : label;
}

function addressOf(type: string, labels: readonly string[]): string {
  return (type === 'resource' ? labels : [type, ...labels]).join('.');
}

function textsIn(value: unknown, keys: string[]): { keys: string[]; value: string }[] {
  if (typeof value === 'string') return [{ keys, value }];
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, keys));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [
    { keys: [...keys, key], value: key },
    ...textsIn(one, [...keys, key]),
  ]);
}
