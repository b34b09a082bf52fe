import { readFile } from 'node:fs/promises';
import type { Inputs, Manifest } from '../domain/template/template';
import { usage } from '../client/errors';
import {
  type ReadDocument,
  readJsonText,
  readUtf8,
  readYamlText,
  refuseInexact,
  whyInexactText,
} from '../client/read-document';

type Properties = Manifest['inputs']['properties'];
type Json = Inputs[string];

/** How inputs are given on the command line. */
export interface InputOptions {
  input?: string[];
  inputFile?: string;
}

/** The inputs of file and flags together, a flag before the file; undefined when none is given. */
export async function readInputs(
  { input = [], inputFile }: InputOptions,
  manifest: () => Promise<Manifest>,
): Promise<Inputs | undefined> {
  if (input.length === 0 && inputFile === undefined) return undefined;
  const fromFile = inputFile === undefined ? {} : await readDocument(inputFile);
  if (input.length === 0) return fromFile;
  const { properties } = (await manifest()).inputs;
  return { ...fromFile, ...parseInputs(input, properties) };
}

const reference = /^([^=]+)=ref:(env:.*)$/s;

/** The inputs that are taken from outputs of environments, as `vpc_id=ref:env:network.vpc_id` says it, and all others. */
export function splitReferences(pairs: readonly string[] = []): {
  references: Record<string, string> | undefined;
  input: string[];
} {
  const found = pairs.flatMap((pair): [string, string][] => {
    const [, key, text] = reference.exec(pair) ?? [];
    return key === undefined || text === undefined ? [] : [[key, text]];
  });
  const input = pairs.filter((pair) => !reference.test(pair));
  return { references: found.length > 0 ? Object.fromEntries(found) : undefined, input };
}

/**
 * Reads `key=value` texts as the types that the template's JSON Schema gives them. What is not of its type stays a text:
 * the control plane refuses it and says why. A number that cannot be kept exactly is refused here, where its digits are known.
 */
export function parseInputs(pairs: string[], properties: Properties): Inputs {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usage(`'${pair}' is not an input. Use --input key=value.`);
      if (reference.test(pair))
        throw usage(`'${pair}' is a reference, which only 'idp create' takes. Use the value itself.`);
      const key = pair.slice(0, at);
      return [key, parseValue(pair.slice(at + 1), { schema: properties[key], at: `inputs.${key}` })];
    }),
  );
}

/** What is known of a value: the schema of its type, and its path, which a refusal names. */
interface Place {
  schema: Partial<Properties[string]> | undefined;
  at: string;
}

function parseValue(text: string, { schema, at }: Place): Json {
  switch (schema?.type) {
    case 'integer':
    case 'number':
      return parseNumber(text, at);
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'array':
      return text.trimStart().startsWith('[') ? jsonOr(text, at) : parseList(text, { schema, at });
    case 'string':
    case undefined:
      return text;
    default:
      return parseAny(text, { schema, at });
  }
}

function parseNumber(text: string, at: string): Json {
  const message = whyInexactText(text);
  if (message !== undefined) refuseInexact([{ field: at, message }]);
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Of a type that may be null, only `null` is null, and everything else is of the other type. */
function parseAny(text: string, { schema, at }: Place): Json {
  const types = Array.isArray(schema?.['type']) ? (schema['type'] as unknown[]) : [];
  const [type, ...more] = types.filter((one) => one !== 'null');
  if (type === undefined || more.length > 0 || !types.includes('null')) return jsonOr(text, at);
  return text === 'null' ? null : parseValue(text, { schema: { ...schema, type }, at });
}

/** A list may also be written with commas: `10.0.0.0/8,192.168.0.0/16`. */
function parseList(text: string, { schema, at }: Place): Json[] {
  const items = schema?.['items'] as Properties[string] | undefined;
  const words = text.split(',').map((word) => word.trim());
  return words
    .filter((word) => word !== '')
    .map((word, index) => parseValue(word, { schema: items, at: `${at}.${index}` }));
}

function jsonOr(text: string, at: string): Json {
  const read = jsonIn(text, at);
  refuseInexact(read.inexact);
  return read.value as Json;
}

function jsonIn(text: string, at: string): ReadDocument {
  try {
    return readJsonText(text, at);
  } catch {
    return { value: text, inexact: [] };
  }
}

/** A JSON or YAML file that holds an object. */
async function readDocument(file: string): Promise<Inputs> {
  const text = await readText(file);
  const value = /\.ya?ml$/i.test(file)
    ? await parseYaml(file, text)
    : parseJson(text, { what: file, under: 'inputs' });
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Inputs;
  throw usage(`${file} must contain an object of inputs by name.`);
}

/** The body of a request, written out as JSON or in a file that `@` names; an object, whatever is in it. */
export async function readBody(data: string): Promise<object> {
  const what = data.startsWith('@') ? data.slice(1) : '--data';
  const body = parseJson(what === '--data' ? data : await readText(what), { what });
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw usage(`${what} must contain a JSON object: the complete request.`);
}

/** A JSON document from a file, or from the standard input where it is `-`. */
export async function readDocumentFrom(
  file: string,
  stdin: AsyncIterable<Buffer | string>,
): Promise<unknown> {
  const text = file === '-' ? await readAll(stdin) : await readText(file);
  return parseJson(text, { what: file === '-' ? 'The standard input' : file });
}

async function readAll(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stdin) parts.push(Buffer.from(part));
  return readUtf8(Buffer.concat(parts));
}

async function readText(file: string): Promise<string> {
  try {
    return readUtf8(await readFile(file));
  } catch (cause) {
    throw usage(`${file} cannot be read: ${(cause as Error).message}.`);
  }
}

function parseJson(text: string, { what, under }: { what: string; under?: string }): unknown {
  const read = readOr(() => readJsonText(text, under), `${what} is not valid JSON`);
  refuseInexact(read.inexact);
  return read.value;
}

async function parseYaml(file: string, text: string): Promise<unknown> {
  const read = await readYamlText(text, 'inputs').catch((cause: unknown) => {
    throw usage(`${file} is not valid YAML: ${(cause as Error).message}.`);
  });
  refuseInexact(read.inexact);
  return read.value;
}

function readOr<Result>(read: () => Result, otherwise: string): Result {
  try {
    return read();
  } catch (cause) {
    throw usage(`${otherwise}: ${(cause as Error).message}.`);
  }
}
