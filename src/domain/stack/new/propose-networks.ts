import { isOwnNetwork, rangesOf } from '../checks/check-networks';
import { type NetworkRange, parseCidr } from '../checks/network-range';
import type { Stacks } from '../compare-stacks';
import type { Component } from '../resolve-component';
import { freeNetwork } from './free-network';

/** A range for an input that nobody gave, free beside the networks of all stacks. */
export interface ProposedNetwork {
  component: string;
  input: string;
  range: string;
}

const usual = '10.0.0.0/16';

/** Every network of these stacks that others may be connected to. */
export function connectedNetworks(stacks: Stacks): NetworkRange[] {
  return [...stacks.values()]
    .filter(({ draft }) => !draft.isIsolated)
    .flatMap(({ components }) => [...components.values()].flatMap(rangesOf));
}

/**
 * A range for each network of new components that `file` does not give, where the one that it would have is not free, or there is none.
 * `taken`: the networks of all other stacks.
 */
export function proposeNetworks(
  components: Iterable<Component>,
  { file, taken }: { file: string; taken: readonly NetworkRange[] },
): ProposedNetwork[] {
  const all = [...components];
  const known = [
    ...taken,
    ...all.flatMap(rangesOf).filter(({ at, isDefault }) => !isDefault && at.file === file),
  ];
  return all.flatMap((component) =>
    openInputs(component, file).flatMap((input): ProposedNetwork[] => {
      const present = rangesOf(component).find((one) => one.input === input);
      const isFree = present !== undefined && !known.some((one) => overlaps(one, present));
      const range = isFree ? undefined : freeNetwork(present?.text ?? usual, known);
      if (isFree) known.push(present);
      if (range === undefined) return [];
      known.push(...[parseCidr(range)].filter((one) => one !== undefined));
      return [{ component: component.draft.name, input, range }];
    }),
  );
}

/** The inputs for a network of its own that the file leaves open and that are no reference. */
function openInputs({ template, inputs }: Component, file: string): string[] {
  if (!template) return [];
  return Object.keys(template.inputs.schema.properties)
    .filter((name) => isOwnNetwork(name, template))
    .filter((name) => inputs.entries.get(name)?.at.file !== file);
}

function overlaps(one: NetworkRange, other: NetworkRange): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}
