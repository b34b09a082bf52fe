import { isNative } from '../files';
import { readJson, type JsonNode } from './json-text';
import { partsOf, piecesOf } from './pieces';

/** One block on the way to another: which, and how many of the same type and labels stand before it. */
export interface Step {
  type: string;
  labels: readonly string[];
  nth: number;
}

/** The line, from 1, on which the block opens that the steps lead to; in JSON that of its last label. */
export async function lineOf(path: string, bytes: Uint8Array, steps: readonly Step[]): Promise<number> {
  const text = new TextDecoder().decode(bytes);
  if (isNative(path)) return nativeLine(path, { text, line: 1 }, steps);
  const keys = steps.flatMap(({ type, labels }) => [type].concat(labels));
  return keys.reduce<At>(below, { line: 1, nodes: [readJson(path, text)] }).line;
}

interface At {
  line: number;
  nodes: JsonNode[];
}

function below({ line, nodes }: At, key: string): At {
  const found = nodes.flatMap(objectsOf).flatMap((object) => object.entries.filter((one) => one.key === key));
  return { line: found[0]?.line ?? line, nodes: found.map(({ node }) => node) };
}

function objectsOf(node: JsonNode): Extract<JsonNode, { kind: 'object' }>[] {
  if (node.kind === 'list') return node.items.flatMap(objectsOf);
  return node.kind === 'object' ? [node] : [];
}

async function nativeLine(
  path: string,
  { text, line }: { text: string; line: number },
  [step, ...others]: readonly Step[],
): Promise<number> {
  if (step === undefined) return line;
  let passed = 0;
  for (const piece of await piecesOf(text, line)) {
    if (!Object.hasOwn(piece.body, step.type)) continue;
    for (const part of await partsOf(piece, path)) {
      if (part.kind !== 'block' || !isThat(part.block, step)) continue;
      if (passed === step.nth)
        return nativeLine(path, { text: part.block.inside, line: part.block.line }, others);
      passed += 1;
    }
  }
  return line;
}

function isThat({ type, labels }: { type: string; labels: readonly string[] }, step: Step): boolean {
  return type === step.type && labels.join('\n') === step.labels.join('\n');
}
