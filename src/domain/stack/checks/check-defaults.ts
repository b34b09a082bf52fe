import type { Layer } from '../check-layer';
import type { Stacks } from '../compare-stacks';
import { meantBy } from '../hint';
import { mapIn, type Node } from '../node';
import { problemAt, type Problems } from '../place';
import type { Component } from '../resolve-component';

/** A layer with the components of all stacks that it is in. */
interface Used {
  layer: Layer;
  components: Component[];
}

/** Where what is wrong is put, and what is worth a look. */
interface Found {
  problems: Problems;
  notes: Problems;
}

/**
 * Refuses defaults that reach nobody because a name is misspelt: that of an input, or that of a template. What only has no effect is
 * said, as it may be there for stacks to come.
 */
export function checkDefaults(stacks: Stacks, found: Found): void {
  const all = [...stacks.values()].flatMap(({ components }) => [...components.values()]);
  const templates = [...new Set(all.flatMap(({ draft }) => draft.template?.name ?? []))];
  for (const used of layersOf(stacks)) {
    checkInputNames(used, found);
    checkTemplateNames(used.layer, templates, found.problems);
  }
}

function layersOf(stacks: Stacks): Iterable<Used> {
  const found = new Map<string, Used>();
  for (const { draft, components } of stacks.values())
    for (const layer of draft.layers) {
      const used = found.get(layer.file) ?? { layer, components: [] };
      used.components.push(...components.values());
      found.set(layer.file, used);
    }
  return found.values();
}

/** Where a template could not be read, nobody knows what it has. */
function checkInputNames({ layer, components }: Used, { problems, notes }: Found): void {
  const said = mapIn(mapIn(layer.root, 'defaults'), 'inputs');
  if (said === undefined || components.some(({ template }) => template === undefined)) return;
  const templates = new Set(components.flatMap(({ template }) => template ?? []));
  const known = new Set([...templates].flatMap(({ inputs }) => Object.keys(inputs.schema.properties)));
  for (const [name, node] of said.entries) {
    if (known.has(name)) continue;
    const meant = meantBy(name, [...known]);
    const message = `no template of these stacks has an input '${name}'`;
    if (meant === undefined)
      notes.push(problemAt(placeOf(node), `${message}, so this default has no effect`));
    else problems.push(problemAt(placeOf(node), `${message}: did you mean ${meant}?`));
  }
}

function checkTemplateNames({ root }: Layer, templates: readonly string[], problems: Problems): void {
  for (const [name, node] of mapIn(root, 'templates')?.entries ?? []) {
    const meant = templates.includes(name) ? undefined : meantBy(name, templates);
    if (meant !== undefined && !meant.includes(name) && !name.includes(meant))
      problems.push(
        problemAt(placeOf(node), `no component has the template '${name}': did you mean ${meant}?`),
      );
  }
}

function placeOf(node: Node) {
  return node.key ?? node.at;
}
