import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isConfiguration } from '../bundle/files';
import { type Block, constantIn, isTrueIn, nestedIn, readBlocks } from '../bundle/hcl/blocks';
import { judgedProviders } from '../bundle/outside-providers';
import { RunFailure } from '../domain/environment/run-failure';
import type { ModuleFacts } from '../domain/stack/import-atmos/module-facts';

/** What root modules declare, by their folders below `base`; those that are not there are left out. */
export async function readRootModules(
  base: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, ModuleFacts>> {
  const found = new Map<string, ModuleFacts>();
  // One after the other: all are read by one parser.
  for (const folder of folders) {
    const facts = await readOne(join(base, folder));
    if (facts !== undefined) found.set(folder, facts);
  }
  return found;
}

async function readOne(folder: string): Promise<ModuleFacts | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  const files = names?.filter((name) => isConfiguration(name)) ?? [];
  if (files.length === 0) return undefined;
  const bytes = await Promise.all(
    files.map(async (name) => [name, await readFile(join(folder, name))] as const),
  );
  try {
    return await factsOf(await readBlocks(new Map(bytes)), folder);
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    return { isRead: false, variables: new Map(), outputs: new Map(), problems: [error.message] };
  }
}

async function factsOf(blocks: readonly Block[], folder: string): Promise<ModuleFacts> {
  const ofType = (type: string) => blocks.filter((block) => block.type === type);
  const variables = ofType('variable').map((block) => {
    const isRequired = !Object.hasOwn(block.body, 'default');
    return [nameOf(block), { isSensitive: isTrueIn(block, 'sensitive'), isRequired }] as const;
  });
  const outputs = ofType('output').map(
    (block) => [nameOf(block), { isSensitive: isTrueIn(block, 'sensitive') }] as const,
  );
  const calls = await Promise.all(ofType('module').map((block) => whyNoModule(block, folder)));
  return {
    isRead: true,
    variables: new Map(variables),
    outputs: new Map(outputs),
    problems: [...calls.filter((why) => why !== undefined), ...providersIn(blocks)],
  };
}

function nameOf({ labels: [name = ''] }: Block): string {
  return name;
}

async function whyNoModule(block: Block, folder: string): Promise<string | undefined> {
  const source = constantIn(block, 'source');
  if (source === undefined) return `${block.path}: ${block.address} has no source`;
  if (!/^\.{1,2}\//.test(source)) return undefined;
  const isThere = await stat(join(folder, source)).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return isThere
    ? undefined
    : `${block.path}: ${block.address} is called from ${source}, which does not exist`;
}

/** Providers that the runner does not offer unless the stage's configuration lists them. */
function providersIn(blocks: readonly Block[]): string[] {
  const sources = blocks
    .filter(({ type }) => type === 'terraform')
    .flatMap((block) => nestedIn(block, 'required_providers'))
    .flatMap(({ body }) => Object.entries(body).map(([name, wanted]) => addressOf(name, wanted)));
  return judgedProviders([...new Set(sources)]).map(({ refusal }) => refusal);
}

function addressOf(name: string, wanted: unknown): string {
  const source = (wanted as { source?: unknown } | null)?.source;
  const path = typeof source === 'string' ? source.toLowerCase() : `hashicorp/${name}`;
  const parts = path.split('/').length;
  if (parts === 3) return path;
  return `registry.terraform.io/${parts === 2 ? path : `hashicorp/${path}`}`;
}
