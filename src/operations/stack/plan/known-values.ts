import type { Asker } from '../../../domain/environment/allow-use';
import type { WantedComponents } from '../../../domain/stack/entry/component';
import type { StackEntry } from '../../../domain/stack/entry/stack-entry';
import type { PendingOutputs } from '../../../domain/stack/plan/preview-order';
import { parseReference } from '../../../domain/stack/reference';
import type { ResolvedComponent, ResolvedStack } from '../../../domain/stack/resolved-stack';
import type { Inputs } from '../../../domain/template/template';
import type { Deps } from '../../ports/deps';
import { resolveValues } from '../resolve-values';

/** The inputs of a component that are known before its producers are made, and of which outputs the others will come. */
export interface KnownValues {
  inputs: Inputs;
  from: PendingOutputs;
  pending: PendingOutputs;
}

interface Component {
  document: ResolvedStack;
  wanted: WantedComponents;
  living: StackEntry | null;
  one: ResolvedComponent;
  asker: Asker;
}

/**
 * Reads what is known of a component's inputs now. An input is pending, as a whole, where any part of it is taken from a component of the
 * stack that is yet to be made or changed; all other references must have a value now.
 */
export async function readKnown(component: Component, deps: Deps): Promise<KnownValues> {
  const { document, one, asker } = component;
  const isPending = (ref: string) => comesLater(ref, component);
  const pending = outputsOf(one, (refs) => refs.some(isPending));
  const isKnown = (input: string) => !Object.hasOwn(pending, input);
  const references = one.references.filter(({ path }) => isKnown(inputOf(path)));
  const inputs = Object.fromEntries(Object.entries(one.inputs).filter(([input]) => isKnown(input)));
  const reading = { stack: document.stack, actor: asker.actor, catalog: asker.catalog };
  const resolved = await resolveValues({ inputs, references }, reading, deps);
  const from = outputsOf({ references }, () => true);
  return { inputs: resolved.inputs, from, pending };
}

/** By input, the outputs that it takes, of those inputs whose outputs are meant. */
export function outputsOf(
  { references }: Pick<ResolvedComponent, 'references'>,
  isMeant: (refs: readonly string[]) => boolean,
): PendingOutputs {
  const byInput = new Map<string, string[]>();
  for (const { path, ref } of references)
    byInput.set(inputOf(path), [...(byInput.get(inputOf(path)) ?? []), ref]);
  const meant = [...byInput].filter(([, refs]) => isMeant(refs));
  return Object.fromEntries(meant.map(([input, refs]) => [input, [...new Set(refs)].sort()]));
}

/** The input that a JSON pointer leads into. */
function inputOf(path: string): string {
  const [, first = ''] = path.split('/');
  return first.replaceAll('~1', '/').replaceAll('~0', '~');
}

function comesLater(ref: string, { document, wanted, living }: Component): boolean {
  const reference = parseReference(ref);
  if (typeof reference === 'string' || 'environment' in reference) return false;
  if ((reference.stack ?? document.stack) !== document.stack) return false;
  return !isSettled(reference.component, { wanted, living });
}

/** Whether a component is what is wanted of it, and so is all that it needs: then its outputs are what they will be. */
function isSettled(name: string, of: Pick<Component, 'wanted' | 'living'>): boolean {
  const [want, one] = [of.wanted[name], of.living?.components[name]];
  if (want === undefined || one === undefined) return false;
  const isMade = one.state === 'ready' && one.refused === null && one.done?.digest === want.digest;
  return isMade && want.needs.every((need) => isSettled(need, of));
}
