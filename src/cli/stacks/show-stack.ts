import { exitCodes, success } from '../../client/exit-codes';
import { type Field, renderColumns, renderFields } from '../../client/text/table';
import type { Component } from '../../domain/stack/resolve-component';
import { keyOf, labelOf } from '../../domain/stack/names';
import { valueOf } from '../../domain/stack/node';
import { hidden } from '../../domain/template/sensitive-inputs';
import {
  isHidden,
  type Leaf,
  overriddenBy,
  renderStack,
  sourcesOf,
  type StackWithComponents,
} from '../../domain/stack/render-resolved';
import type { Context } from '../context';
import { linesOf, type OpenedFolder, openStacks, placeIn, problemsOf, stackNamed } from './open-stacks';
import type { StackOptions } from './stack-options';

/** `idp stacks show`: a stack as its layers make it, with what is wrong in them. */
export async function showStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const opened = await openStacks(context, options);
  const stack = stackNamed(opened, name);
  const { screen } = context;
  const problems = problemsOf(stack, opened);
  const withSources = options.sources === true;
  screen.show(documentOf(stack, withSources), () =>
    linesFor(stack, opened, withSources ? sourceOf : () => []),
  );
  screen.warn(...opened.missing, ...linesOf(problems, opened.shown));
  return problems.length > 0 ? exitCodes.invalid : success;

  function sourceOf({ node }: Leaf): string[] {
    const [last, ...others] = overriddenBy(node).map((place) => placeIn(place, opened.shown));
    const over = last === undefined ? [] : [`overrode ${[last, ...others].join(', ')}`];
    return [placeIn(node.at, opened.shown), ...over];
  }
}

/** The stack with the names that its components have outside of it. */
function documentOf(stack: StackWithComponents, withSources: boolean) {
  const shown = renderStack(stack, { withSources });
  const components = Object.entries(shown.components).map(([name, one]) => [
    name,
    { key: keyOf(shown.stack, name), label: labelOf(shown.stack, name), ...one },
  ]);
  return { ...shown, components: Object.fromEntries(components) as object };
}

type SourceOf = (leaf: Leaf) => string[];

function linesFor(
  { draft, components }: StackWithComponents,
  { shown }: OpenedFolder,
  sourceOf: SourceOf,
): string[] {
  const heads = Object.entries(draft.heads).map(([name, { value }]): Field => [name, value]);
  const layers = draft.layers.map(({ file }) =>
    placeIn({ file, line: 1, column: 1 }, shown).replace(/:1:1$/, ''),
  );
  return [
    `Stack ${draft.name}`,
    ...renderFields([...heads, ['layers', layers]]),
    ...[...components.values()].flatMap((one) => ['', ...componentLines(one, sourceOf)]),
  ];
}

function componentLines(component: Component, sourceOf: SourceOf): string[] {
  const { draft, template, target, lease, inputs } = component;
  const version = template === undefined ? (draft.template?.range ?? '') : template.version;
  const name = [draft.template?.name ?? 'no template', version].filter(Boolean).join(' ');
  const about = [
    ...(draft.enabled ? [] : ['off']),
    ...(target === undefined ? [] : [`target ${target}`]),
    ...(lease === undefined ? [] : [`lease ${lease}`]),
    ...(draft.after.length === 0 ? [] : [`after ${draft.after.map(({ value }) => value).join(', ')}`]),
  ];
  const rows = sourcesOf(inputs).map((leaf) => [
    `  ${leaf.path.join('.')}`,
    JSON.stringify(isHidden(leaf, component) ? hidden : valueOf(leaf.node)),
    ...sourceOf(leaf),
  ]);
  return [
    [`${keyOf(component.stack, draft.name)}  (${name})`, ...about].join('  '),
    ...renderColumns(rows).flat(),
  ];
}
