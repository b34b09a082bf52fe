import type { Stacks } from '../compare-stacks';
import { nodeOf } from '../graph';
import { type NetworkRange, parseCidr } from './network-range';
import { describePlace, type FilePlace, problemAt, type Problems } from '../place';
import type { Component } from '../resolve-component';

/** A range that a component gives to its network, and where that is written. */
interface OwnedRange extends NetworkRange {
  component: string;
  input: string;
  text: string;
  /** Whether nobody gave it, so that it is the template's default. */
  isDefault: boolean;
  at: FilePlace;
}

/**
 * Refuses networks of which two have the same addresses, over all stacks but those that are isolated: two that are connected later
 * could not reach each other.
 */
export function checkNetworks(stacks: Stacks, problems: Problems): void {
  const connected: OwnedRange[] = [];
  for (const { draft, components } of stacks.values()) {
    const ranges = [...components.values()].flatMap(rangesOf);
    if (draft.isIsolated) findOverlaps(ranges, problems);
    else connected.push(...ranges);
  }
  findOverlaps(connected, problems);
}

/** The ranges that a component gives to networks of its own, defaults of its template included. */
export function rangesOf(component: Component): OwnedRange[] {
  const { template, draft, inputs, stack } = component;
  if (template === undefined || !draft.enabled) return [];
  const names = Object.keys(template.inputs.schema.properties).filter((name) => isOwnNetwork(name, template));
  return names.flatMap((input) => {
    const node = inputs.entries.get(input);
    const value = node === undefined ? template.inputs.schema.properties[input]?.['default'] : scalarOf(node);
    const range = typeof value === 'string' ? parseCidr(value) : undefined;
    if (range === undefined) return [];
    const at = node?.at ?? draft.at;
    return {
      ...range,
      component: nodeOf(stack, draft.name),
      input,
      text: String(value),
      isDefault: !node,
      at,
    };
  });
}

function scalarOf(node: { kind: string; value?: unknown }): unknown {
  return node.kind === 'scalar' ? node.value : undefined;
}

/**
 * Whether an input is the range of the component's own network, and not one of somebody who may reach it: the template says so by
 * `x-address-space`, or gives out a CIDR of its own.
 */
export function isOwnNetwork(
  input: string,
  { inputs, outputs }: NonNullable<Component['template']>,
): boolean {
  const schema = inputs.schema.properties[input];
  const said = schema?.['x-address-space'];
  if (typeof said === 'boolean') return said;
  if (schema?.['format'] !== 'cidr' && schema?.['format'] !== 'cidr-v6') return false;
  return Object.values(outputs).some((output) => output.schema?.['format'] === schema['format']);
}

/** In order of their first addresses, a range overlaps an earlier one if it begins before the one that reaches furthest has ended. */
function findOverlaps(ranges: readonly OwnedRange[], problems: Problems): void {
  for (const family of [4, 6] as const) {
    const sorted = ranges.filter((range) => range.family === family).sort(byFirst);
    let furthest: OwnedRange | undefined;
    for (const range of sorted) {
      if (furthest && range.first <= furthest.last && range.component !== furthest.component)
        problems.push(overlap(range, furthest));
      if (furthest === undefined || range.last > furthest.last) furthest = range;
    }
  }
}

function byFirst(one: OwnedRange, other: OwnedRange): number {
  if (one.first === other.first) return one.component < other.component ? -1 : 1;
  return one.first < other.first ? -1 : 1;
}

function overlap(range: OwnedRange, other: OwnedRange) {
  const shown = ({ text, isDefault }: OwnedRange) => `${text}${isDefault ? ', the default' : ''}`;
  return problemAt(
    range.at,
    `${range.input} of ${range.component} (${shown(range)}) overlaps ${other.input} of ${other.component} (${shown(other)}; ${describePlace(other.at)}); give each network its own range, or write isolated: true in a stack whose networks are not connected to other stacks`,
  );
}
