import type { MapNode } from '../node';
import { problemAt } from '../place';
import { at, stringAt } from './merge-values';
import type { Importing } from './resolve-manifest';

/** The name that a manifest gives its stack: one that is imported would give all who import it one name, and is listed. */
export function saidName(
  root: MapNode,
  { manifest, importing }: { manifest: string; importing: Importing },
): string | undefined {
  const node = at(root, 'name');
  const name = stringAt(root, 'name');
  if (node === undefined || name === undefined) return undefined;
  if (node.at.file === `${importing.config.stacksPath}/${manifest}`) return name;
  const message = `'name: ${name}' is imported by ${manifest}, whose stack is not called after it`;
  importing.findings.push({ kind: 'renamed', ...problemAt(node.key ?? node.at, message) });
  return undefined;
}
