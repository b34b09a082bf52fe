import { type Causes, type Configuration, findCauses } from '../../bundle/preview/find-causes';
import type { LaidComponent } from '../../bundle/preview/lay-component';
import type { Observer } from '../../bundle/preview/observers';
import type { PendingInputs } from '../../bundle/preview/generated-root';
import type { Block } from '../../bundle/hcl/blocks';
import type { Observation } from '../../domain/terraform/preview/plan-as-root';
import type { ComponentError } from './read-errors';

/** Why a component can be planned only once its producers exist: what of it, and which values it waits for. */
export interface Wait {
  /** `aws_subnet.private` or `provider.aws`, as its module has it. */
  address: string;
  /** From the bundle's root. */
  path: string;
  line: number | undefined;
  /** What of it must be known. */
  what: string;
  /** The outputs, such as `vpc.private_subnet_ids`. */
  pending: string[];
}

/** What waits are looked for with. */
export interface Waiting {
  laid: LaidComponent;
  root: string;
  pending: PendingInputs;
  /** Types and names of what the component has already. */
  existing: ReadonlySet<string>;
}

/** Terraform's words for what it cannot plan without a value, whichever of its arguments it is. */
const undetermined = /cannot be determined until apply|known only after apply|will be known only after/;
const repetition = /^Invalid (count|for_each) argument$/;
const imported = /^Invalid import (id|for_each) argument$/;

/**
 * Why an error is that a value does not exist yet; undefined where it is any other error, and where the value would not be known then
 * either, as the component itself has yet to make it.
 */
export async function waitOf(error: ComponentError, waiting: Waiting): Promise<Wait | undefined> {
  const { diagnostic, block, path, line } = error;
  const { summary, detail } = diagnostic;
  const [, name] = repetition.exec(summary) ?? imported.exec(summary) ?? [];
  if (name === undefined || !undetermined.test(detail) || block === undefined || path === undefined)
    return undefined;
  const { pending, own } = await causesOf(block, block.body[name], waiting);
  if (pending.length === 0 || own.length > 0) return undefined;
  return { address: block.address, path, line, what: name, pending };
}

/**
 * The providers of the component that are configured with values which do not exist yet: what they read and plan then is of another
 * place, whatever Terraform says of it.
 */
export async function providerWaits(observations: readonly Observation[], waiting: Waiting): Promise<Wait[]> {
  const open = new Set(
    observations.filter(({ unknown }) => hasUnknown(unknown)).map(({ address }) => address),
  );
  return waitsOfProviders(waiting, ({ name }) => open.has(`terraform_data.${name}`));
}

/** The same where the plan failed, so that nothing was observed: an error of such a provider says nothing of the component. */
export function configuredLater(waiting: Waiting): Promise<Wait[]> {
  return waitsOfProviders(waiting, () => true);
}

async function waitsOfProviders(waiting: Waiting, isOpen: (observer: Observer) => boolean): Promise<Wait[]> {
  const found = waiting.laid.observers.filter((one) => one.kind === 'provider' && isOpen(one));
  const waits = await Promise.all(
    found.map(async ({ block }) => ({ block, ...(await causesOf(block, block.body, waiting)) })),
  );
  return waits
    .filter(({ pending }) => pending.length > 0)
    .map(({ block: { address, path }, pending }) => ({
      address,
      path,
      line: undefined,
      what: 'its configuration',
      pending,
    }));
}

/** What a value of a block waits for. */
export function causesOf(
  block: Block,
  value: unknown,
  { laid, root, pending, existing }: Waiting,
): Promise<Causes> {
  const { blocks, vendored } = laid;
  const within: Configuration = { root, blocks, vendored, pending, exists: (one) => existing.has(one) };
  return findCauses(block, value, within);
}

/** Whether anything in Terraform's mask is not known. */
export function hasUnknown(mask: unknown): boolean {
  if (typeof mask !== 'object' || mask === null) return mask === true;
  return Object.values(mask).some(hasUnknown);
}
