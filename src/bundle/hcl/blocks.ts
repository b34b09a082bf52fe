import { runFailure } from '../../domain/environment/run-failure';
import { isConfiguration, isNative, type Files } from '../files';
import { comment, plainOf, readJson } from './json-text';
import { parseBody, type Body } from './parser';

/** A block of a Terraform file, whichever of the two syntaxes it is written in. */
export interface Block {
  path: string;
  type: string;
  labels: string[];
  /** Its address in the module, such as `provider.aws`, `module.net` or `aws_vpc.this`. */
  address: string;
  /** Attributes by name, and nested blocks in any form that the JSON syntax has for them. */
  body: Body;
}

/** How many labels each block at the top of a file has; Terraform knows no other. */
const labelsOf: Readonly<Record<string, number>> = {
  terraform: 0,
  locals: 0,
  moved: 0,
  import: 0,
  removed: 0,
  provider: 1,
  variable: 1,
  output: 1,
  module: 1,
  check: 1,
  resource: 2,
  data: 2,
  ephemeral: 2,
};

/** The blocks of all Terraform files among these; a RunFailure names file and address of what cannot be understood. */
export async function readBlocks(files: Files): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const [path, bytes] of files)
    if (isConfiguration(path)) blocks.push(...(await blocksOf(path, new TextDecoder().decode(bytes))));
  return blocks;
}

/** The top-level blocks of one file. */
export async function blocksOf(path: string, text: string): Promise<Block[]> {
  const root = isNative(path) ? await parseBody(path, text) : plainOf(readJson(path, text));
  return objectsIn(root, `${path} as a whole`).flatMap((body) =>
    entriesOf(body).flatMap(([type, value]) => {
      const count = Object.hasOwn(labelsOf, type) ? labelsOf[type] : undefined;
      if (count === undefined) throw notUnderstood(`${path}: ${type}`);
      return labelled({ path, type, count, labels: [] }, value);
    }),
  );
}

/** The blocks of a type that lie in a block, in both forms of the JSON syntax; they have `count` labels. */
export function nestedIn({ path, body, address }: Block, type: string, count = 0): Block[] {
  const value = Object.hasOwn(body, type) ? body[type] : undefined;
  if (value === undefined) return [];
  try {
    return labelled({ path, type, count, labels: [] }, value);
  } catch {
    throw notUnderstood(`${path}: ${type} of ${address}`);
  }
}

/** The text that an attribute is set to, undefined where it is absent; a RunFailure where it is computed or no text. */
export function constantIn(block: Block, name: string): string | undefined {
  const value = block.body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'string' && !isComputed(value)) return value;
  throw runFailure('configuration', `${block.path}: ${name} of ${block.address} is not a constant string`);
}

/** Whether an attribute is true, false where it is absent; a RunFailure where it is computed or no truth value. */
export function isTrueIn(block: Block, name: string): boolean {
  const value = block.body[name] ?? false;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw runFailure('configuration', `${block.path}: ${name} of ${block.address} is neither true nor false`);
}

/** Whether a text has anything in it that Terraform evaluates, or may take for it. */
export function isComputed(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

type Place = Pick<Block, 'path' | 'type' | 'labels'> & { count: number };

function labelled(place: Place, value: unknown): Block[] {
  const address = addressOf(place);
  const objects = objectsIn(value, `${place.path}: ${address}`);
  if (place.labels.length === place.count)
    return objects.map((body) => ({
      path: place.path,
      type: place.type,
      labels: place.labels,
      address,
      body,
    }));
  return objects.flatMap((object) =>
    Object.entries(object).flatMap(([label, inner]) =>
      labelled({ ...place, labels: place.labels.concat(label) }, inner),
    ),
  );
}

/** One object or a list of them; null stands for none, as in Terraform. */
function objectsIn(value: unknown, what: string): Body[] {
  if (value === null) return [];
  const objects = Array.isArray(value) ? (value as unknown[]) : [value];
  return objects.map((one) => {
    if (typeof one === 'object' && one !== null && !Array.isArray(one)) return one as Body;
    throw notUnderstood(what);
  });
}

function entriesOf(body: Body): [string, unknown][] {
  return Object.entries(body).filter(([name]) => name !== comment);
}

/** The address of a block in its module, such as `aws_vpc.this`, `data.aws_region.here` or `locals`. */
export function addressOf({ type, labels }: Pick<Block, 'type' | 'labels'>): string {
  return (type === 'resource' ? labels : [type].concat(labels)).join('.');
}

function notUnderstood(what: string) {
  return runFailure('configuration', `${what} is unknown to Terraform, so it cannot be checked`);
}
