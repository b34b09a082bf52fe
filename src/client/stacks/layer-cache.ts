import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CliConfig } from '../../config/client';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import type { MapNode } from '../../domain/stack/node';
import { replaceFile } from '../kept/replace-file';
import { decodeRoot, type Encoded, encodeNode } from './encode-node';

/** Layers that were read and found to be right, by the digests of their files. */
export interface LayerCache {
  find: (file: string, digest: string) => MapNode | undefined;
  keep: (file: string, digest: string, root: MapNode) => void;
  /** Keeps what was looked for for the next command; what cannot be written is read anew, and nothing fails for it. */
  save: () => Promise<void>;
}

/** What is kept on this machine: by which program, and its layers by their digests. */
const Kept = z.object({ by: z.string(), layers: z.record(z.string(), z.unknown()) });

/** Where layers of a folder are kept, and which program asks: another version may find something else wrong. */
export interface CacheOptions {
  folder: string;
  version: string;
  env: ProcessEnvironment | undefined;
}

/** The layers that were kept of a folder of stacks. */
export async function openLayerCache(options: CacheOptions): Promise<LayerCache> {
  const file = fileFor(options);
  const kept = await readKept(file, options.version);
  const used = new Map<string, Encoded | MapNode>();
  const live = new Map<string, MapNode>();
  let isNew = false;
  const keep = (path: string, digest: string, root: MapNode) => {
    live.set(`${digest} ${path}`, root);
    isNew ||= !used.has(digest);
    used.set(digest, root);
  };
  return {
    keep,
    find: (path, digest) => {
      const known = live.get(`${digest} ${path}`) ?? decodeRoot(kept[digest], path);
      if (known === undefined) return undefined;
      live.set(`${digest} ${path}`, known);
      if (!used.has(digest)) used.set(digest, (kept[digest] as Encoded | undefined) ?? known);
      return known;
    },
    save: async () => {
      const isSame = !isNew && used.size === Object.keys(kept).length;
      if (file !== undefined && !isSame) await writeKept(file, options.version, used);
    },
  };
}

/** A cache that keeps nothing for later. */
export function memoryCache(): LayerCache {
  const live = new Map<string, MapNode>();
  return {
    find: (file, digest) => live.get(`${digest} ${file}`),
    keep: (file, digest, root) => void live.set(`${digest} ${file}`, root),
    save: () => Promise.resolve(),
  };
}

function fileFor({ folder, env }: CacheOptions): string | undefined {
  const { XDG_CACHE_HOME, HOME } = readConfig(CliConfig, env);
  const base = XDG_CACHE_HOME ?? (HOME === undefined ? undefined : join(HOME, '.cache'));
  const name = createHash('sha256').update(folder).digest('hex');
  return base === undefined ? undefined : join(base, 'leasehold', 'layers', `${name}.json`);
}

async function readKept(file: string | undefined, version: string): Promise<Record<string, unknown>> {
  if (file === undefined) return {};
  try {
    const { by, layers } = Kept.parse(JSON.parse(await readFile(file, 'utf8')));
    return by === version ? layers : {};
  } catch {
    return {};
  }
}

async function writeKept(file: string, by: string, used: Map<string, Encoded | MapNode>): Promise<void> {
  const layers = [...used].map(([digest, one]) => [digest, Array.isArray(one) ? one : encodeNode(one)]);
  const text = JSON.stringify({ by, layers: Object.fromEntries(layers) as object });
  await replaceFile(file, text).catch(() => undefined);
}
