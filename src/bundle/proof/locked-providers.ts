import { parentOf, type Files, vendoredFolder } from '../files';
import { nestedIn, type Block } from '../hcl/blocks';
import { parseBody } from '../hcl/parser';
import { piecesOf } from '../hcl/pieces';

/** How a lock file is called, in the folder of the root module. */
export const lockFileName = '.terraform.lock.hcl';
const registry = 'registry.terraform.io';
/** Resources of Terraform itself come with it. */
const builtIn = 'terraform';

/**
 * One sentence where the lock file of a template does not name every provider that its modules need; `init` would then choose
 * a version itself, another one in each run, and is not allowed to.
 */
export async function unlockedProviders(
  files: Files,
  blocks: readonly Block[],
  root: string,
): Promise<string[]> {
  const path = `${root}/${lockFileName}`;
  const needed = neededProviders(blocks);
  const bytes = files.get(path);
  const locked = bytes === undefined ? [] : await lockedIn(path, new TextDecoder().decode(bytes));
  const lacking = needed.filter((address) => !locked.some(({ provider }) => provider === address));
  if (lacking.length === 0) return [];
  const what = bytes === undefined ? 'does not exist, and must lock' : 'does not lock';
  return [`${path} ${what} ${lacking.join(', ')}; ${howToLock(root)}`];
}

/** A template that is a module from elsewhere has its lock file beside its manifest, or shares one. */
function howToLock(root: string): string {
  const [folder, module] = root.split(`/${vendoredFolder}/`);
  const lock = "run 'terraform providers lock -platform=linux_arm64 -platform=linux_amd64' in";
  return module === undefined
    ? `${lock} ${folder} and commit the file`
    : `${lock} a copy of the module, and commit the file in ${folder} or, for all such templates, in modules`;
}

/** The addresses of all providers that these blocks need, sorted. */
export function neededProviders(blocks: readonly Block[]): string[] {
  return [...new Set(blocks.flatMap((block) => neededBy(block, blocks)))].sort();
}

/** The addresses of the providers that some of these blocks configure. */
export function configuredProviders(blocks: readonly Block[]): string[] {
  const own = blocks.filter(({ type }) => type === 'provider');
  return own.flatMap((block) => neededBy(block, blocks));
}

/** What a lock file says of some providers, as it says it; undefined where it says nothing of any. */
export async function lockOf(text: string, providers: readonly string[]): Promise<Uint8Array | undefined> {
  const pieces = await piecesOf(text, 1);
  const wanted = pieces.filter(({ body }) =>
    Object.keys(body['provider'] ?? {}).some((address) => providers.includes(address)),
  );
  return wanted.length === 0 ? undefined : Buffer.from(wanted.map((piece) => piece.text).join('\n'));
}

/** A provider in the one version that a lock file allows. */
export interface LockedVersion {
  /** With its host: `registry.terraform.io/hashicorp/aws`. */
  provider: string;
  version: string;
}

/** What a lock file pins; a RunFailure where the parser cannot read it. */
export async function lockedIn(path: string, text: string): Promise<LockedVersion[]> {
  const { provider: providers = {} } = (await parseBody(path, text)) as {
    provider?: Record<string, { version?: string }[]>;
  };
  return Object.entries(providers).map(([provider, [block]]) => ({
    provider,
    version: block?.version ?? '',
  }));
}

function neededBy(block: Block, blocks: readonly Block[]): string[] {
  // A check has data sources of its own.
  if (block.type === 'check') return nestedIn(block, 'data', 2).flatMap((one) => neededBy(one, blocks));
  if (block.type === 'terraform')
    return nestedIn(block, 'required_providers').flatMap(({ body }) =>
      Object.entries(body).map(([name, wanted]) => addressOf(name, wanted)),
    );
  const name = providerOf(block);
  return name === undefined || name === builtIn ? [] : [addressOf(name, requirementOf(name, block, blocks))];
}

/** The name that a block has for its provider: what it says, or else the beginning of its type. */
function providerOf({ type, labels: [label = ''], body }: Block): string | undefined {
  if (type === 'provider') return label;
  if (!['resource', 'data', 'ephemeral'].includes(type)) return undefined;
  const said = body['provider'];
  const name = typeof said === 'string' ? said.replace(/^\$\{(.*)\}$/, '$1').split('.')[0] : undefined;
  return name ?? label.split('_')[0];
}

/** What the module of a block says of a provider's name. */
function requirementOf(name: string, { path }: Block, blocks: readonly Block[]): unknown {
  return blocks
    .filter((one) => one.type === 'terraform' && parentOf(one.path) === parentOf(path))
    .flatMap((one) => nestedIn(one, 'required_providers'))
    .map(({ body }) => body[name])
    .find((wanted) => wanted !== undefined);
}

function addressOf(name: string, wanted: unknown): string {
  const source = (wanted as { source?: unknown } | undefined)?.source;
  const parts = (typeof source === 'string' ? source : name).toLowerCase().split('/');
  const [type = '', namespace = 'hashicorp', host = registry] = parts.reverse();
  return [host, namespace, type].join('/');
}
