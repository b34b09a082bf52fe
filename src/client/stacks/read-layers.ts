import { checkLayer, type Layer } from '../../domain/stack/check-layer';
import type { Folder } from '../../domain/stack/order-layers';
import { problemAt, type Problems } from '../../domain/stack/place';
import { readUtf8 } from '../read-document';
import { type LayerCache, memoryCache } from './layer-cache';
import { parseLayer, type Parsed } from './parse-layer';

/** A file by its path from the folder of the stacks: its bytes and their digest, or why it was not read. */
export type SourceFile =
  | { file: string; bytes: Uint8Array; digest: string }
  | { file: string; reason: string };

/** Files read as layers; what is wrong is put to the problems, and the file is among the broken ones. */
export function readLayers(files: readonly SourceFile[], cache: LayerCache = memoryCache()): Folder {
  const layers = new Map<string, Layer>();
  const broken = new Set<string>();
  const problems: Problems = [];
  for (const source of files) {
    const read = readLayer(source, cache);
    problems.push(...read.problems);
    if (read.layer === undefined) broken.add(source.file);
    else layers.set(source.file, read.layer);
  }
  return { layers, broken, problems };
}

interface Read {
  layer?: Layer;
  problems: Problems;
}

/** What was right before is right now: only then is it kept. */
function readLayer(source: SourceFile, cache: LayerCache): Read {
  const { file } = source;
  if ('reason' in source) return unread(file, source.reason);
  const { digest, bytes } = source;
  const known = cache.find(file, digest);
  if (known !== undefined) return { layer: { file, digest, root: known }, problems: [] };
  const parsed = parseBytes(file, bytes);
  if ('problems' in parsed) return parsed;
  const problems = checkLayer(parsed.root);
  if (problems.length === 0) cache.keep(file, digest, parsed.root);
  return { layer: { file, digest, root: parsed.root }, problems };
}

function unread(file: string, reason: string): { problems: Problems } {
  return { problems: [problemAt({ file, line: 1, column: 1 }, `the file was not read: ${reason}`)] };
}

function parseBytes(file: string, bytes: Uint8Array): Parsed {
  let text: string;
  try {
    text = readUtf8(bytes);
  } catch (error) {
    return unread(file, (error as Error).message);
  }
  return parseLayer(file, text);
}
