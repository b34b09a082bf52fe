import { ownPrefix } from '../../domain/terraform/preview/names';
import { parentOf } from '../files';
import { isComputed, type Block } from '../hcl/blocks';
import { parseTemplate } from '../hcl/parser';

/** What a resource of the preview's own observes, which lies in the module of what it is about. */
export type Observer = { name: string; folder: string; body: Record<string, unknown> } & Observed;

export type Observed =
  /** The value that a JSON text is written from, such as a policy, where that text itself is not known yet. */
  | { kind: 'outline'; block: Block; attribute: string }
  /** What a provider is configured with. */
  | { kind: 'provider'; block: Block };

/** Arguments of a provider's block that say nothing of where it works and as whom. */
const passedOver = ['alias', 'version', 'default_tags', 'ignore_tags', 'dynamic'];
/** Arguments that the runner's override gives to each provider of AWS. */
const overridden = [
  'access_key',
  'secret_key',
  'token',
  'profile',
  'shared_config_files',
  'shared_credentials_files',
];

/**
 * What must be observed of a component: of each text that is written by `jsonencode` the value that it is written from, and of
 * each provider its configuration. An observer has the repetition of what it observes, so each instance has its own.
 */
export async function observersOf(blocks: readonly Block[], root: string): Promise<Observer[]> {
  const outlines = await Promise.all(blocks.filter(({ type }) => type === 'resource').map(outlinesOf));
  const own = blocks.filter(({ type, path }) => type === 'provider' && parentOf(path) === root);
  const providers = await Promise.all(own.map(providerOf));
  return [...outlines, ...providers].flat().map((one, at) => ({
    ...one,
    name: `${ownPrefix}${at}`,
    folder: parentOf(one.block.path),
  }));
}

/** The content of the file that the observers of one folder stand in. */
export function observerFile(observers: readonly Observer[]): Record<string, unknown> {
  const own = observers.map(({ name, body }) => [name, body] as const);
  return own.length === 0 ? {} : { resource: { terraform_data: Object.fromEntries(own) } };
}

type Unnamed = { body: Record<string, unknown> } & Observed;

async function outlinesOf(block: Block): Promise<Unnamed[]> {
  const found: Unnamed[] = [];
  for (const [attribute, value] of Object.entries(block.body)) {
    const input = typeof value === 'string' ? await encodedIn(value) : undefined;
    if (input === undefined) continue;
    found.push({ kind: 'outline', block, attribute, body: { ...repetitionOf(block), input } });
  }
  return found;
}

/** What `jsonencode` is given, where a text is nothing else; what is ephemeral in it no resource may hold. */
async function encodedIn(value: string): Promise<string | undefined> {
  const [, inner] = /^\$\{\s*jsonencode\(([^]*)\)\s*\}$/.exec(value) ?? [];
  if (inner === undefined) return undefined;
  const tree = await parseTemplate(`\${[${inner}]}`);
  const list = tree?.type === 'tuple' ? tree : tree?.children.find(({ type }) => type === 'tuple');
  // Two calls with something between them begin and end alike.
  return list?.children.length === 1 ? `\${ephemeralasnull(${inner})}` : undefined;
}

function repetitionOf({ body }: Block): Record<string, unknown> {
  return Object.fromEntries(
    ['count', 'for_each'].flatMap((name) => (name in body ? [[name, body[name]]] : [])),
  );
}

async function providerOf(block: Block): Promise<Unnamed[]> {
  const given = block.labels[0] === 'aws' ? overridden.concat('alias' in block.body ? [] : 'region') : [];
  const names = Object.keys(block.body).filter((name) => ![...passedOver, ...given].includes(name));
  const written = names.flatMap((name) => computedIn(block.body[name]));
  const input = (await Promise.all(written.map(readable))).flat();
  return input.length === 0 ? [] : [{ kind: 'provider', block, body: { input } }];
}

/** What an argument computes, nested blocks too; a dynamic one has names of its own. */
function computedIn(value: unknown): string[] {
  if (typeof value === 'string') return isComputed(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(computedIn) : [];
}

/** A provider may be given what is ephemeral, and a resource may not: of that nothing is observed. */
async function readable(value: string): Promise<string[]> {
  const [, inner] = /^\$\{([^]*)\}$/.exec(value) ?? [];
  const candidates = [inner, JSON.stringify(value)].flatMap((one) =>
    one === undefined ? [] : `\${ephemeralasnull(${one})}`,
  );
  for (const one of candidates) if ((await parseTemplate(one)) !== undefined) return [one];
  return [];
}
