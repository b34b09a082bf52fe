import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import type { AwaitedValue } from '../../domain/stack/plan/preview-order';
import { causesOf, hasUnknown, type Waiting } from './why-later';

/** Each argument of the plan that is not known because outputs are not, with the outputs: what is computed by AWS itself is not among them. */
export async function awaitedIn(
  { resource_changes: changes }: PlanJson,
  waiting: Waiting,
): Promise<AwaitedValue[]> {
  const found = await Promise.all(changes.map((one) => awaitedOf(one, waiting)));
  return found.flat();
}

async function awaitedOf(change: ResourceChange, waiting: Waiting): Promise<AwaitedValue[]> {
  const { mode, type, name, address } = change;
  const own = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  // Whichever of several modules has it: all that may be meant is named.
  const blocks = waiting.laid.blocks.filter((block) => block.address === own);
  const found = unknownIn(change).map(async (attribute) => {
    const causes = await Promise.all(blocks.map((block) => causesOf(block, block.body[attribute], waiting)));
    return { address, attribute, outputs: [...new Set(causes.flatMap(({ pending }) => pending))].sort() };
  });
  return (await Promise.all(found)).filter(({ outputs }) => outputs.length > 0);
}

/** The attributes of which something is not known. */
function unknownIn({ change: { after_unknown: unknown } }: ResourceChange): string[] {
  if (typeof unknown !== 'object' || unknown === null) return [];
  return Object.entries(unknown).flatMap(([attribute, mask]) => (hasUnknown(mask) ? [attribute] : []));
}
