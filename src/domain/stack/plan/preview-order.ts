import * as z from 'zod';
import { cutTo } from '../../base/cut-text';
import { Instant } from '../../base/time';
import { CostSummary } from '../../cost/cost-summary';
import { EnvironmentKey } from '../../environment/environment-name';
import { type Failure, FailureClass } from '../../environment/outcome';
import { Lease } from '../../lease';
import { TemplatePin } from '../../template/template';
import { ShownPlan } from '../../terraform/consent/shown-plan';
import { ComponentName } from '../names';

/** Of 40 components all of this fits into one item. */
const mostOutputs = 20;
const longestOutput = 150;
const longestWhy = 1_000;

/** By input, the outputs that it, or a part of it, will come from: `vpc.vpc_id`. */
export const PendingOutputs = z.record(z.string(), z.array(z.string()).min(1));
export type PendingOutputs = z.infer<typeof PendingOutputs>;

/** `preview.json`: what a preview run is to plan, written before it is started; nothing in it is secret. */
export const PreviewOrder = z.strictObject({
  plan: z.ulid(),
  run: z.ulid(),
  component: ComponentName,
  /** The life that it has, or will have: tags and names are of it. */
  environment: z.strictObject({
    name: EnvironmentKey,
    id: z.ulid(),
    tags: z.record(z.string(), z.string()),
    lease: Lease,
  }),
  target: z.string(),
  pin: TemplatePin,
  /** All but what is pending; `from` says of which outputs a value is. */
  inputs: z.record(z.string(), z.json()),
  from: PendingOutputs,
  pending: PendingOutputs,
  /** What pending inputs have had until now, of one that exists. */
  present: z.record(z.string(), z.json()),
  /** In hexadecimal digits; with it secrets are sealed, so that the exact plan can be held against this one. */
  salt: z.string().regex(/^[0-9a-f]{32,}$/),
});
export type PreviewOrder = z.infer<typeof PreviewOrder>;

/** An attribute that is known only after apply, and the outputs it waits for. */
export const AwaitedValue = z.strictObject({
  address: z.string(),
  attribute: z.string(),
  outputs: z.array(z.string()),
});
export type AwaitedValue = z.infer<typeof AwaitedValue>;

/** `shown.json`: the plan of a component as people are shown it, with all that a later one is held against; no secret is in it. */
export const ShownComponentPlan = z.strictObject({
  run: z.ulid(),
  component: ComponentName,
  at: Instant,
  salt: z.string(),
  plan: ShownPlan,
  awaited: z.array(AwaitedValue),
  /** What might be replaced, by the arguments that are not known yet; it is shown as it is otherwise. */
  uncertain: z.array(z.strictObject({ address: z.string(), attributes: z.array(z.string()) })),
  cost: CostSummary,
});
export type ShownComponentPlan = z.infer<typeof ShownComponentPlan>;

/** How many resources a plan creates, changes, replaces and deletes. */
export const ShownCounts = z.strictObject({
  create: z.int().nonnegative(),
  update: z.int().nonnegative(),
  replace: z.int().nonnegative(),
  delete: z.int().nonnegative(),
});
export type ShownCounts = z.infer<typeof ShownCounts>;

/** What a component costs, in USD: a month, and over its lease; and how many of its parts have no price. */
export const ComponentPrice = z.strictObject({
  monthly: z.number().nonnegative(),
  lease: z.number().nonnegative().nullable(),
  unpriced: z.int().nonnegative(),
});
export type ComponentPrice = z.infer<typeof ComponentPrice>;

const Output = z.string().max(longestOutput);

/** What came of a preview, as far as the item has room for it: a plan under its digest, what it waits for, or why there is none. */
export const PreviewResult = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.literal('shown'),
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    counts: ShownCounts,
    price: ComponentPrice,
  }),
  z.strictObject({
    result: z.literal('later'),
    outputs: z.array(Output).max(mostOutputs),
    why: z.string().max(longestWhy),
  }),
  z.strictObject({ result: z.literal('failed'), class: FailureClass, why: z.string().max(longestWhy) }),
]);
export type PreviewResult = z.infer<typeof PreviewResult>;

/** `outcome.json` of a preview run, written once. */
export const PreviewOutcome = z.strictObject({
  run: z.ulid(),
  build: z.string(),
  at: Instant,
  outcome: PreviewResult,
});
export type PreviewOutcome = z.infer<typeof PreviewOutcome>;

/** That a component can be planned only once others exist: which of their outputs it waits for, and what of it does. */
export function laterResult(outputs: readonly string[], why: string): PreviewResult {
  const kept = [...new Set(outputs)].sort().slice(0, mostOutputs);
  return {
    result: 'later',
    outputs: kept.map((one) => cutTo(longestOutput, one)),
    why: cutTo(longestWhy, why),
  };
}

/** That a component cannot be planned. */
export function failedResult({ class: cls, reason }: Pick<Failure, 'class' | 'reason'>): PreviewResult {
  return { result: 'failed', class: cls, why: cutTo(longestWhy, reason) };
}

/** A price as small as the item of a plan holds it. */
export function componentPrice({ monthly, lease, unpriced }: CostSummary): ComponentPrice {
  return { monthly, lease, unpriced: unpriced.length };
}
