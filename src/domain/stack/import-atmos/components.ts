import { type MapNode, type Node, type NodeValue, valueOf } from '../node';
import { problemAt } from '../place';
import { hasActions, renderTemplate } from './go-template';
import { saidName } from './said-name';
import { changeTexts } from './locals';
import { listUnbuilt } from './list-unbuilt';
import {
  at,
  type ListStrategy,
  mapAt,
  mergeMaps,
  noMap,
  scalarAt,
  strategyOf,
  stringAt,
} from './merge-values';
import type { Finding } from './repository';
import { type Importing, resolveManifest } from './resolve-manifest';

/** A component of Atmos in one stack, with everything that its manifests say of it. */
export interface AtmosComponent {
  name: string;
  /** The name that Atmos gives the stack, and the manifest that it is from. */
  stack: string;
  manifest: string;
  /** The folder of its root module below that of the components. */
  folder: string;
  at: Node['at'];
  isAbstract: boolean;
  isEnabled: boolean;
  vars: MapNode;
  settings: MapNode;
  metadata: MapNode;
  /** What its bases and its own manifest entry say, the lowest first. */
  sections: readonly MapNode[];
}

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
    const stack = stackNameOf(resolved, { root, manifest, importing });
    const component = { ...resolved, manifest, stack };
    return [{ ...component, ...rendered(component, root, importing) }];
  });
}

interface Around {
  root: MapNode;
  all: ReadonlyMap<string, Node>;
  importing: Importing;
}

type Resolved = Omit<AtmosComponent, 'manifest' | 'stack'>;

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

/** What Atmos has for itself, and what it would read from elsewhere, is listed: nothing is left out in silence. */
function listLost({ sections, isAbstract }: Resolved, { root, importing: { findings } }: Around): void {
  if (isAbstract) return;
  for (const section of [root, mapAt(root, 'terraform'), ...sections]) {
    const vars = at(section, 'vars');
    if (vars?.kind === 'scalar' && vars.value !== null)
      findings.push({
        kind: 'template',
        ...problemAt(
          vars.at,
          `vars is '${String(vars.value)}', which Atmos reads when it runs; its values are not written`,
        ),
      });
    for (const [name, why] of Object.entries(lostSections)) {
      const found = at(section, name);
      if (found) findings.push({ kind: 'lost', ...problemAt(found.key ?? found.at, `${name}: ${why}`) });
    }
  }
}

const lostSections = {
  backend: 'the control plane keeps the state of each component; idp adopt takes the old one over',
  remote_state_backend: 'a value of another component is a reference',
  providers: 'the control plane configures the provider for the target',
  hooks: 'there are no hooks; have a script call the commands of idp',
  env: 'variables of the environment do not reach Terraform; make them inputs',
} as const;

/** What a base is made from counts for what inherits from it; what it inherits itself, and whether it is abstract, does not. */
function inheritedMetadata(base: MapNode): MapNode | undefined {
  const metadata = mapAt(base, 'metadata');
  const entries = [...(metadata?.entries ?? [])].filter(([name]) => name !== 'inherits' && name !== 'type');
  return metadata && { ...metadata, entries: new Map(entries) };
}

/** The last of a chain of `component`s, which is a folder. */
function finalBase(name: string | undefined, all: Around['all']): string | undefined {
  const seen = new Set<string>();
  let last = name;
  while (last !== undefined && !seen.has(last)) {
    seen.add(last);
    const next: string | undefined = stringAt(all.get(last), 'component');
    if (next === undefined) return last;
    last = next;
  }
  return last;
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

interface Inheriting extends Around {
  trail: readonly string[];
}

/** What a component inherits, the lowest first: the bases of each base come before it. */
function basesOf(own: MapNode, around: Inheriting): MapNode[] {
  const isBase = around.trail.length > 1;
  const isAbstract = stringAt(own, 'metadata', 'type') === 'abstract';
  const top = at(own, 'component');
  const list = at(own, 'metadata', 'inherits');
  const items = [
    ...(top && !(isBase && isAbstract) ? [top] : []),
    ...(list?.kind === 'list' ? list.items : []),
  ];
  return items.flatMap((item) => {
    const base = item.kind === 'scalar' ? String(item.value) : '';
    const isOwnFolder = item === top && !around.all.has(base);
    const found = around.all.get(base);
    if (isOwnFolder) return [];
    if (found?.kind !== 'map') return missing(base, item, around);
    if (around.trail.includes(base)) return circle(base, item, around);
    return [...basesOf(found, { ...around, trail: [...around.trail, base] }), found];
  });
}

function missing(base: string, { at: place }: Node, { importing, trail }: Inheriting): [] {
  const name = trail.at(-1) ?? '';
  const message = `'${name}' inherits from '${base}', which is not in this stack`;
  importing.findings.push({ kind: 'cannot-plan', ...problemAt(place, message) });
  return [];
}

function circle(base: string, { at: place }: Node, { trail, importing }: Inheriting): [] {
  const message = `the inheritance is a circle: ${[...trail, base].join(' -> ')}`;
  importing.findings.push({ kind: 'cannot-plan', ...problemAt(place, message) });
  return [];
}

interface Naming {
  root: MapNode;
  manifest: string;
  importing: Importing;
}

/** The name of the stack as Atmos works it out: said, by a template, by a pattern, or the path of the manifest. */
function stackNameOf(component: Resolved, { root, manifest, importing }: Naming): string {
  const { nameTemplate, namePattern } = importing.config;
  const path = manifest.replace(/\.ya?ml(?:\.tmpl)?$/, '');
  const said = saidName(root, { manifest, importing });
  if (said !== undefined) return said;
  if (nameTemplate !== undefined && nameTemplate !== '') {
    const rendered = renderTemplate(nameTemplate, dataOf(component));
    return 'text' in rendered
      ? rendered.text.trim()
      : unnamed(rendered.why, path, { root, manifest, importing });
  }
  return namePattern === undefined || namePattern === '' ? path : byPattern(namePattern, component, path);
}

function byPattern(pattern: string, { vars }: Resolved, path: string): string {
  let isWhole = true;
  const name = pattern.replaceAll(/\{(namespace|tenant|environment|stage)\}/g, (_, token: string) => {
    const value = scalarAt(vars, token);
    isWhole &&= value !== undefined && value !== null;
    return String(value);
  });
  // Atmos knows no other token, and would call every stack by it.
  return isWhole && !/\{\w*\}/.test(name) ? name : path;
}

function unnamed(why: string, path: string, { root, importing }: Naming): string {
  const finding: Finding = {
    kind: 'template',
    ...problemAt(
      root.at,
      `the name of the stack could not be rendered (${why}); it is called after its path`,
    ),
  };
  importing.findings.push(finding);
  return path;
}

function dataOf({ name, vars, settings, metadata }: Resolved): Record<string, NodeValue> {
  return {
    vars: valueOf(vars),
    settings: valueOf(settings),
    metadata: valueOf(metadata),
    env: {},
    atmos_component: name,
  };
}

/** Templates are rendered with what the component itself says, where Atmos does. */
function rendered(
  component: Resolved & { stack: string; manifest: string },
  root: MapNode,
  { config }: Importing,
): Pick<AtmosComponent, 'vars' | 'settings'> {
  if (!config.templates) return component;
  const { stack, manifest, name, folder } = component;
  const path = manifest.replace(/\.ya?ml(?:\.tmpl)?$/, '');
  const data = {
    ...dataOf(component),
    locals: valueOf(mapAt(root, 'locals') ?? noMap),
    atmos_stack: stack,
    stack,
    atmos_manifest: path,
    atmos_stack_file: path,
    component: folder,
    workspace: (folder === name ? stack : `${stack}-${name}`).replaceAll('/', '-'),
  };
  const fill = (map: MapNode) => changeTexts(map, (text) => fillText(text, data)) as MapNode;
  return { vars: fill(component.vars), settings: fill(component.settings) };
}

function fillText(text: string, data: Record<string, NodeValue>): string {
  if (!hasActions(text)) return text;
  const result = renderTemplate(text, data);
  // What has no value here may have one in Atmos, which knows more: then the template stays, and is listed.
  return 'text' in result && !result.text.includes('<no value>') ? result.text : text;
}
