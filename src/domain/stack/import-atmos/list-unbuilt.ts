import type { MapNode } from '../node';
import { problemAt } from '../place';
import { mapAt, stringAt } from './merge-values';
import type { Finding } from './repository';

/** Components that are not of Terraform, and what stands where a component should: none of them is written. */
export function listUnbuilt(root: MapNode, findings: Finding[]): void {
  for (const [tool, section] of mapAt(root, 'components')?.entries ?? []) {
    const named = section.kind === 'map' ? section.entries : new Map<string, MapNode>();
    for (const [name, one] of named) {
      if (stringAt(one, 'metadata', 'type') === 'abstract') continue;
      const place = one.key ?? one.at;
      if (tool !== 'terraform')
        findings.push({
          kind: 'lost',
          ...problemAt(place, `'${name}' is a component of ${tool}; only those of Terraform are imported`),
        });
      else if (one.kind !== 'map')
        findings.push({
          kind: 'unread',
          ...problemAt(place, `the component '${name}' is not a map, so that it is not written`),
        });
    }
  }
}
