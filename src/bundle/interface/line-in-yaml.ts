import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** The line, from 1, of what a path of keys leads to in a YAML text, or of the last of it that is there; undefined where nothing is. */
export function lineInYaml(text: string, path: readonly string[]): number | undefined {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  let [node, line]: [unknown, number | undefined] = [contents, undefined];
  for (const key of path) {
    const next = below(node as Node | null, key);
    if (next === undefined) break;
    line = lineOf(next.at, lines) ?? line;
    node = next.node;
  }
  return line;
}

interface Found {
  at: unknown;
  node: unknown;
}

function below(node: Node | null, key: string): Found | undefined {
  if (isSeq(node))
    return /^\d+$/.test(key) ? { at: node.items[Number(key)], node: node.items[Number(key)] } : undefined;
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key: one }: Pair) => isScalar(one) && String(one.value) === key);
  return pair && { at: pair.key, node: pair.value };
}

function lineOf(at: unknown, lines: LineCounter): number | undefined {
  const range = (at as Node | undefined)?.range;
  return range ? lines.linePos(range[0]).line : undefined;
}
