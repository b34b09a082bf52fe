import { checkLayer, type Layer } from '../../domain/stack/check-layer';
import type { Folder } from '../../domain/stack/order-layers';
import { problemAt, type Problems } from '../../domain/stack/place';
import { readUtf8 } from '../read-document';
import { parseLayer, type Parsed } from './parse-layer';

/** A file by its path from the folder of the stacks: its bytes and their digest, or why it was not read. */
export type SourceFile =
  { file: string; bytes: Uint8Array; digest: string } | { file: string; reason: string };

/** Files read as layers; what is wrong is put to the problems, and the file is among the broken ones. */
export function readLayers(files: readonly SourceFile[]): Folder {
  const layers = new Map<string, Layer>();
  const broken = new Set<string>();
  const problems: Problems = [];
  for (const source of files) {
    const read = readLayer(source);
    if ('problems' in read) {
      problems.push(...read.problems);
      broken.add(source.file);
    } else {
      layers.set(source.file, read.layer);
      problems.push(...checkLayer(read.layer.root));
    }
  }
  return { layers, broken, problems };
}

function readLayer(source: SourceFile): { layer: Layer } | { problems: Problems } {
  const { file } = source;
  if ('reason' in source)
    return { problems: [problemAt({ file, line: 1, column: 1 }, `the file was not read: ${source.reason}`)] };
  const parsed = parseBytes(file, source.bytes);
  return 'root' in parsed ? { layer: { file, digest: source.digest, root: parsed.root } } : parsed;
}

function parseBytes(file: string, bytes: Uint8Array): Parsed {
  let text: string;
  try {
    text = readUtf8(bytes);
  } catch (error) {
    return {
      problems: [
        problemAt({ file, line: 1, column: 1 }, `the file was not read: ${(error as Error).message}`),
      ],
    };
  }
  return parseLayer(file, text);
}
