import { type MapNode, type Node } from '../node';
import { listUnbuilt } from './list-unbuilt';
import { type ListStrategy, mapAt, mergeMaps, scalarAt, strategyOf, stringAt } from './merge-values';
import { type Importing, resolveManifest } from './resolve-manifest';

import type { Around, AtmosComponent, Resolved } from './atmos-component';

import { basesOf, finalBase, inheritedMetadata } from './bases-of';
import { listLost } from './list-lost';
import { renderComponent } from './render-component';
import { atmosStackName } from './atmos-stack-name';

/** Every component of every stack of a repository, resolved as Atmos does. */
export function resolveComponents(importing: Importing, manifests: readonly string[]): AtmosComponent[] {
  return manifests.flatMap((file) => {
    const root = resolveManifest(file, importing);
    if (root === undefined) return [];
    listUnbuilt(root, importing.findings);
    return componentsOf(root, file, importing);
  });
}

function componentsOf(root: MapNode, manifest: string, importing: Importing): AtmosComponent[] {
  const all = mapAt(root, 'components', 'terraform')?.entries ?? new Map<string, Node>();
  return [...all].flatMap(([name, one]) => {
    if (one.kind !== 'map') return [];
    const resolved = resolveOne(name, one, { root, all, importing });
    listLost(resolved, { root, all, importing });
    const stack = atmosStackName(resolved, { root, manifest, importing });
    const component = { ...resolved, manifest, stack };
    return [{ ...component, ...renderComponent(component, root, importing) }];
  });
}

function resolveOne(name: string, own: MapNode, around: Around): Resolved {
  const bases = basesOf(own, { ...around, trail: [name] });
  const lists = listsFor(own, bases, around);
  const layersOf = (section: string) => [
    mapAt(around.root, section),
    mapAt(around.root, 'terraform', section),
    // Bases are merged into one first, by what the component alone says of lists.
    mergeMaps(
      bases.map((one) => mapAt(one, section)),
      ownLists(own, around),
    ),
    mapAt(own, section),
    mapAt(own, 'overrides', section),
  ];
  const metadata = mergeMaps([...bases.map(inheritedMetadata), mapAt(own, 'metadata')], lists);
  const top = stringAt(own, 'component');
  return {
    name,
    folder: stringAt(metadata, 'component') ?? finalBase(top, around.all) ?? name,
    at: own.key ?? own.at,
    isAbstract: stringAt(own, 'metadata', 'type') === 'abstract',
    isEnabled: scalarAt(metadata, 'enabled') !== false,
    vars: mergeMaps(layersOf('vars'), lists),
    settings: mergeMaps(layersOf('settings'), lists),
    metadata,
    sections: [...bases, own],
  };
}

function ownLists(own: MapNode, { importing }: Around): ListStrategy {
  const text = stringAt(own, 'overrides', 'settings', strategyKey) ?? stringAt(own, 'settings', strategyKey);
  return strategyOf(text) ?? importing.config.lists;
}

const strategyKey = 'list_merge_strategy';

function listsFor(own: MapNode, bases: readonly MapNode[], around: Around): ListStrategy {
  const layers = [around.root, mapAt(around.root, 'terraform'), ...bases];
  const below = layers.map((one) => strategyOf(stringAt(one, 'settings', strategyKey))).findLast(Boolean);
  const text = stringAt(own, 'overrides', 'settings', strategyKey) ?? stringAt(own, 'settings', strategyKey);
  return strategyOf(text) ?? below ?? around.importing.config.lists;
}
