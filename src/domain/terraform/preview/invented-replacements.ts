import { configAddress } from '../address';
import type { ConfigModule } from '../plan-configuration';
import type { PlanJson, ResourceChange } from '../plan-json';

/** A resource that is replaced only if outputs turn out to be others than they are now, and by which of its arguments. */
export interface Uncertain {
  address: string;
  attributes: string[];
}

/** Whether a plan replaces anything. */
export function replacesAnything({ resource_changes: changes }: PlanJson): boolean {
  return changes.some(isReplaced);
}

/**
 * A plan without the replacements that only what is not known made: Terraform replaces what cannot be changed in place whenever a value might
 * be another. `present` is the plan with the outputs as they are now, in which what is replaced is replaced for certain. Of the others the
 * arguments stay unknown, so that they are shown as changes in place, and each is named.
 */
export function withoutInvented(
  waiting: PlanJson,
  present: PlanJson,
): { plan: PlanJson; uncertain: Uncertain[] } {
  const certain = new Map(present.resource_changes.map((one) => [one.address, one]));
  const uncertain: Uncertain[] = [];
  const changes = waiting.resource_changes.map((one) => {
    const now = certain.get(one.address);
    if (!isReplaced(one) || now === undefined || isReplaced(now) || !now.change.after) return one;
    uncertain.push({ address: one.address, attributes: pathsOf(one) });
    return changedInPlace(one, now, argumentsOf(one, waiting.configuration?.root_module));
  });
  return { plan: { ...waiting, resource_changes: changes }, uncertain };
}

function isReplaced({ change: { actions }, deposed }: ResourceChange): boolean {
  return deposed === undefined && actions.includes('create') && actions.includes('delete');
}

function pathsOf({ change }: ResourceChange): string[] {
  return [...new Set((change.replace_paths ?? []).map(([first]) => String(first)))].sort();
}

/** The object that stands, with those of its arguments not known that wait. */
function changedInPlace(
  waiting: ResourceChange,
  present: ResourceChange,
  isArgument: (name: string) => boolean,
): ResourceChange {
  const masks = maskOf(waiting.change.after_unknown);
  const open = Object.keys(masks).filter((name) => isArgument(name) && hasMark(masks[name]));
  if (open.length === 0) return present;
  const after: Record<string, unknown> = { ...present.change.after };
  for (const name of open) {
    const known = waiting.change.after?.[name];
    if (known === undefined) delete after[name];
    else after[name] = known;
  }
  const unknown = Object.fromEntries(open.map((name) => [name, masks[name]]));
  const after_unknown = { ...maskOf(present.change.after_unknown), ...unknown };
  return { ...present, change: { ...present.change, actions: ['update'], after, after_unknown } };
}

/** Whether an attribute is one that the configuration sets; all of them where the block is not found. */
function argumentsOf({ address }: ResourceChange, root: ConfigModule | undefined): (name: string) => boolean {
  const steps = configAddress(address).split('.');
  let module = root;
  for (; steps[0] === 'module'; steps.splice(0, 2)) module = module?.module_calls[steps[1] ?? '']?.module;
  const block = module?.resources.find((one) => one.address === steps.join('.'));
  return (name) => block === undefined || Object.hasOwn(block.expressions, name);
}

function maskOf(mask: unknown): Record<string, unknown> {
  return typeof mask === 'object' && mask !== null ? (mask as Record<string, unknown>) : {};
}

function hasMark(mask: unknown): boolean {
  if (typeof mask !== 'object' || mask === null) return mask === true;
  return Object.values(mask).some(hasMark);
}
