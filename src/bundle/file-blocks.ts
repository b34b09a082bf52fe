import { runFailure } from '../domain/environment/run-failure';
import type { FolderFiles } from '../tools/read-folder';
import { scanBlocks, type HclBlock } from './hcl-blocks';

/** The files of a bundle, or of the folder it is packed from, by path. */
export type Files = FolderFiles;

/** The top-level blocks of a file that Terraform or OpenTofu reads; none of any other. A RunFailure where JSON is none. */
export function blocksOf(path: string, bytes: Uint8Array): HclBlock[] {
  const text = () => new TextDecoder().decode(bytes);
  if (/\.(tf|tofu)$/.test(path)) return scanBlocks(text());
  return /\.(tf|tofu)\.json$/.test(path) ? jsonBlocks(path, text()) : [];
}

/** The folder that a file lies in; empty for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The same view of Terraform's JSON syntax, where a block type holds objects (or lists of them) by label. */
function jsonBlocks(path: string, text: string): HclBlock[] {
  try {
    const root = JSON.parse(text) as Record<string, Record<string, unknown>>;
    return Object.entries(root).flatMap(([type, labelled]) =>
      Object.entries(labelled).flatMap(([label, bodies]) =>
        [bodies]
          .flat()
          .map((body) => ({ type, labels: [label], body: toNative(body), line: lineOf(text, label) })),
      ),
    );
  } catch (cause) {
    throw runFailure('configuration', `${path} is no JSON: ${(cause as Error).message}`);
  }
}

function lineOf(text: string, label: string): number {
  return text.slice(0, Math.max(0, text.indexOf(JSON.stringify(label)))).split('\n').length;
}

function toNative(body: unknown): string {
  return Object.entries((body ?? {}) as Record<string, unknown>)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join('\n');
}
