import { readFile } from 'node:fs/promises';
import type { Inputs, Manifest } from '../domain/template/template';
import { usage } from '../client/errors';

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

/**
 * Reads `key=value` texts as the types that the template's JSON Schema gives them. What is not of its type stays a text:
 * the control plane refuses it and says why.
 */
export function parseInputs(pairs: string[], properties: Properties): Inputs {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usage(`'${pair}' is no input; write it like --input key=value.`);
      const key = pair.slice(0, at);
      return [key, parseValue(pair.slice(at + 1), properties[key])];
    }),
  );
}

function parseValue(text: string, schema: Properties[string] | undefined): Json {
  switch (schema?.type) {
    case 'integer':
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'array':
      return text.trimStart().startsWith('[') ? jsonOr(text) : parseList(text, schema.items);
    case 'string':
    case undefined:
      return text;
    default:
      return jsonOr(text);
  }
}

/** A list may also be written with commas: `10.0.0.0/8,192.168.0.0/16`. */
function parseList(text: string, items: unknown): Json[] {
  const words = text.split(',').map((word) => word.trim());
  return words.filter((word) => word !== '').map((word) => parseValue(word, items as Properties[string]));
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A JSON or YAML file that holds an object. */
async function readDocument(file: string): Promise<Inputs> {
  const text = await readText(file);
  const value = /\.ya?ml$/i.test(file) ? await parseYaml(file, text) : parseJson(file, text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Inputs;
  throw usage(`${file} must hold an object of inputs by name.`);
}

/** The body of a request, written out as JSON or in a file that `@` names. */
export async function readBody(data: string): Promise<unknown> {
  if (!data.startsWith('@')) return parseJson('--data', data);
  const file = data.slice(1);
  return parseJson(file, await readText(file));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw usage(`${file} cannot be read: ${(cause as Error).message}.`);
  }
}

function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw usage(`${what} is no JSON: ${(cause as Error).message}.`);
  }
}

async function parseYaml(file: string, text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (cause) {
    throw usage(`${file} is no YAML: ${(cause as Error).message}.`);
  }
}
