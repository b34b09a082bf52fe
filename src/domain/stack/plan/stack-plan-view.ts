import * as z from 'zod';
import { addUp } from '../../cost/money';
import { Instant } from '../../base/time';
import { inLayers, layersOf } from '../component-layers';
import { ComponentName, keyOf, StackName } from '../names';
import { ComponentPrice, PreviewResult } from './preview-order';
import { isPlanned, type PlannedComponent, type StackPlan } from './stack-plan';

const Price = z.strictObject({
  atLeast: z.number().describe('The sum of what is planned exactly.'),
  atMost: z.number().describe('The same with what templates say of components that can be planned later.'),
});
type Price = z.infer<typeof Price>;

/** A component of a planned stack as the API shows it. */
export const PlannedComponentView = z.strictObject({
  name: ComponentName,
  environment: z.string().describe('The name of its environment.'),
  template: z.string(),
  layer: z.int().positive().describe('One more than the highest layer of what it needs.'),
  needs: z.array(ComponentName).describe('What must be there before it.'),
  life: z.ulid().describe('The id of the life that it has, or would have.'),
  exists: z.boolean(),
  run: z.ulid().describe('The run that plans it.'),
  result: PreviewResult.nullable().describe('Null while it is being planned.'),
});
export type PlannedComponentView = z.infer<typeof PlannedComponentView>;

/** A plan of a whole stack as the API shows it. */
export const StackPlanView = z.strictObject({
  id: z.ulid(),
  stack: StackName,
  stackLife: z
    .ulid()
    .nullable()
    .describe('The life of the stack that it is planned for; null for a new one.'),
  status: z
    .enum(['planning', 'planned', 'cancelled'])
    .describe('cancelled: it was stopped before every component was planned.'),
  digest: z.string().describe('The SHA-256 of its document, in hex.'),
  by: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  components: z.array(PlannedComponentView).describe('By layer, then by name.'),
  removed: z.array(ComponentName).describe('Components that the stack has and the document has not.'),
  monthly: Price.describe('What all components cost a month, in USD.'),
  lease: Price.nullable().describe('The same over the lease; null for a permanent one.'),
  present: ComponentPrice.optional().describe(
    'What the components of the stack cost as they are now, also those that are to go; absent where none exists.',
  ),
  unpriced: z.int().nonnegative().describe('The number of parts without a price; no sum includes them.'),
});
export type StackPlanView = z.infer<typeof StackPlanView>;

/** The plan as the API shows it. */
export function toStackPlanView(plan: StackPlan): StackPlanView {
  const { id, stack, stackLife, digest, by, createdAt, updatedAt, removed } = plan;
  const layers = layersOf(new Map(Object.entries(plan.components).map(([name, { needs }]) => [name, needs])));
  const components = Object.entries(plan.components).map(([name, one]) => ({
    ...componentView(stack, name, one),
    layer: layers.get(name) ?? 1,
  }));
  const prices = Object.values(plan.components).flatMap(pricesOf);
  const isPermanent = prices.some(({ lease }) => lease === null);
  return {
    id,
    stack,
    stackLife,
    status: statusOf(plan),
    digest,
    by,
    createdAt,
    updatedAt,
    components: inLayers(components),
    removed,
    monthly: sumOf(prices.map(({ monthly, result }) => ({ amount: monthly, result }))),
    lease: isPermanent ? null : sumOf(prices.map(({ lease, result }) => ({ amount: lease ?? 0, result }))),
    ...presentOf(plan),
    unpriced: prices.reduce((sum, { unpriced }) => sum + unpriced, 0),
  };
}

function statusOf(plan: StackPlan): StackPlanView['status'] {
  if (plan.cancelled) return 'cancelled';
  return isPlanned(plan) ? 'planned' : 'planning';
}

function presentOf({ components, removedPrices = [] }: StackPlan): Pick<StackPlanView, 'present'> {
  const own = Object.values(components).flatMap(({ present }) => present ?? []);
  const all = [...own, ...removedPrices];
  if (all.length === 0) return {};
  const isPermanent = all.some(({ lease }) => lease === null);
  return {
    present: {
      monthly: addUp(all.map(({ monthly }) => monthly)),
      lease: isPermanent ? null : addUp(all.map(({ lease }) => lease ?? 0)),
      unpriced: all.reduce((sum, { unpriced }) => sum + unpriced, 0),
    },
  };
}

function componentView(
  stack: string,
  name: string,
  { template, needs, life, exists, run, result }: PlannedComponent,
): Omit<PlannedComponentView, 'layer'> {
  return { name, environment: keyOf(stack, name), template, needs, life, exists, run, result };
}

/** That of its plan, or what its template says where it can be planned only later; of one that cannot be planned, none. */
function pricesOf({ result, estimate }: PlannedComponent): (ComponentPrice & { result: PreviewResult })[] {
  if (result?.result === 'shown') return [{ ...result.price, result }];
  return result?.result === 'later' ? [{ ...estimate, result }] : [];
}

function sumOf(all: readonly { amount: number; result: PreviewResult | null }[]): Price {
  const exact = all.filter(({ result }) => result?.result === 'shown');
  return {
    atLeast: addUp(exact.map(({ amount }) => amount)),
    atMost: addUp(all.map(({ amount }) => amount)),
  };
}
