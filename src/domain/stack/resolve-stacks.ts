import { checkInputs } from './checks/check-inputs';
import type { Layer } from './check-layer';
import { stackNameOf } from './check-layer';
import { checkDefaults } from './checks/check-defaults';
import { checkNetworks } from './checks/check-networks';
import { checkPlacement } from './checks/check-placement';
import { checkReferences } from './checks/check-references';
import { type ComponentDraft, draftStack, type StackDraft } from './draft-stack';
import { findCircles, graphOf, type Graph } from './graph';
import { type Folder, orderLayers } from './order-layers';
import { describePlace, problemAt, type Problems } from './place';
import type { Stacks } from './compare-stacks';
import { type Component, resolveComponent } from './resolve-component';
import type { StackTemplate } from './template';

/** The stacks of a folder before their templates are known, by their names. */
export type Drafts = ReadonlyMap<string, StackDraft>;

/** The templates that the components of drafts name. */
export function askedIn(drafts: Drafts): NonNullable<ComponentDraft['template']>[] {
  return [...drafts.values()].flatMap(({ components }) =>
    [...components.values()].flatMap(({ template }) => template ?? []),
  );
}

/** Drafts every stack of a folder; what is wrong is put to its problems. */
export function draftStacks(folder: Folder, presets: ReadonlyMap<string, Layer>): Drafts {
  const { problems, layers } = folder;
  const orders = orderLayers(folder);
  const drafts = new Map<string, StackDraft>();
  for (const layer of layers.values()) {
    const name = stackNameOf(layer);
    // Layers that no stack imports are followed too, so that their imports are checked.
    orders.of(layer.file);
    if (name === undefined) continue;
    const draft = draftStack(layer, { orders, presets, problems });
    const other = drafts.get(name);
    if (other === undefined) drafts.set(name, draft);
    else
      problems.push(
        problemAt(
          draft.at,
          `the stack '${name}' is there twice: also in ${describePlace(other.at)}; rename one`,
        ),
      );
  }
  return drafts;
}

/** What a component's template is: a version, why there is none, or undefined where nobody could say. */
export type FindTemplate = (asked: {
  name: string;
  range?: string | undefined;
}) => StackTemplate | string | undefined;

/** All stacks of a folder with their values, and what is wrong in them. */
export interface ResolvedFolder {
  stacks: Stacks;
  graph: Graph;
  problems: Problems;
  /** What could not be checked, each where it stands. */
  notes: Problems;
}

/** Resolves drafts with the templates that they name, and checks inputs, references and order. */
export function resolveStacks(drafts: Drafts, find: FindTemplate, problems: Problems): ResolvedFolder {
  return checkStacks(resolveValues(drafts, find, problems), problems);
}

/** The values of drafts, by which states of a folder are compared. */
export function resolveValues(drafts: Drafts, find: FindTemplate, problems: Problems): Stacks {
  return new Map(
    [...drafts].map(([name, draft]) => [
      name,
      { draft, components: resolveComponents(draft, find, problems) },
    ]),
  );
}

function checkStacks(stacks: Stacks, problems: Problems): ResolvedFolder {
  const components = new Map([...stacks].map(([name, stack]) => [name, stack.components]));
  const all = [...components.values()].flatMap((some) => [...some.values()]);
  const graph = graphOf(all);
  const notes: Problems = [];
  for (const one of all) if (one.draft.enabled) checkComponent(one, { stacks: components, problems, notes });
  findCircles(graph, problems);
  checkDefaults(stacks, { problems, notes });
  checkNetworks(stacks, problems);
  checkPlacement(stacks, problems);
  return { stacks, graph, problems, notes };
}

/** A component of a draft, resolved by itself. */
export function resolveWith(find: FindTemplate, problems: Problems) {
  return (draft: ComponentDraft, stack: StackDraft): Component =>
    resolveComponent(draft, stack, { template: templateOf(draft, find, problems), problems });
}

function resolveComponents(
  stack: StackDraft,
  find: FindTemplate,
  problems: Problems,
): ReadonlyMap<string, Component> {
  const resolve = resolveWith(find, problems);
  return new Map([...stack.components].map(([name, draft]) => [name, resolve(draft, stack)]));
}

function templateOf(
  { template }: ComponentDraft,
  find: FindTemplate,
  problems: Problems,
): StackTemplate | undefined {
  if (template === undefined) return undefined;
  const found = find(template);
  if (typeof found !== 'string') return found;
  problems.push(problemAt(template.at, found));
  return undefined;
}

function checkComponent(component: Component, wiring: Parameters<typeof checkReferences>[1]): void {
  const { draft, template, inputs } = component;
  if (template !== undefined)
    checkInputs({
      inputs,
      check: template.inputs,
      component: { name: draft.name, at: draft.at, template: `${template.name} ${template.version}` },
      problems: wiring.problems,
    });
  checkReferences(component, wiring);
}
