import * as z from 'zod';
import { AnyExactJson } from '../../base/exact-json-schema';
import type { PlanJson, PlannedChange, ResourceChange, StoredModule } from '../plan-json';
import { type Masks, type Seal, Shown, showValue } from './shown-value';

/** An input as it was given: a value, a secret by its seal, or the output that it will come from. */
export const GivenInput = z.union([
  z.strictObject({ value: AnyExactJson, from: z.string().optional() }),
  z.strictObject({ seal: z.string() }),
  z.strictObject({ pending: z.string() }),
]);
export type GivenInput = z.infer<typeof GivenInput>;

/** What a plan costs a month, at the most, and which of its resources have no price. */
export const PlanPrice = z.strictObject({ upper: z.number().nonnegative(), unpriced: z.array(z.string()) });
export type PlanPrice = z.infer<typeof PlanPrice>;

const ShownResource = z.strictObject({
  address: z.string(),
  deposed: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  actions: z.array(z.string()),
  movedFrom: z.string().optional(),
  importedId: z.string().optional(),
  before: Shown,
  after: Shown,
});
export type ShownResource = z.infer<typeof ShownResource>;

const ShownOutline = z.strictObject({ address: z.string(), attribute: z.string(), value: Shown });

/** A plan as somebody said yes to it, with all that a later one is held against; it holds no secret. */
export const ShownPlan = z.strictObject({
  /** The digest of the bundle. */
  bundle: z.string(),
  engine: z.string(),
  inputs: z.record(z.string(), GivenInput),
  resources: z.array(ShownResource),
  outputs: z.record(z.string(), Shown),
  /** What policies are written from whose text is not known. */
  outlines: z.array(ShownOutline),
  /** Data that is read already, by address. */
  data: z.record(z.string(), Shown),
  /** Assertions that do not hold. */
  failedChecks: z.array(z.string()),
  price: PlanPrice,
});
export type ShownPlan = z.infer<typeof ShownPlan>;

/** What a text is written from that is not known yet, with Terraform's masks. */
interface PlannedOutline extends Masks {
  address: string;
  attribute: string;
  value: unknown;
}

/** A plan with what it was made from. */
export interface PlanOf extends Pick<ShownPlan, 'bundle' | 'inputs' | 'price'> {
  plan: PlanJson;
  outlines?: readonly PlannedOutline[];
  seal: Seal;
}

/** What of a plan is kept with a yes. */
export function showPlan({ plan, outlines = [], seal, ...of }: PlanOf): ShownPlan {
  const { terraform_version: engine, resource_changes, output_changes, checks } = plan;
  return {
    ...of,
    engine,
    resources: resource_changes.map((change) => showResource(change, seal)),
    outputs: Object.fromEntries(
      Object.entries(output_changes).map(([name, change]) => [name, showAfter(change, seal)]),
    ),
    outlines: outlines.map(({ address, attribute, value, ...masks }) => ({
      address,
      attribute,
      value: showValue(value, masks, seal),
    })),
    data: Object.fromEntries(dataIn(plan.prior_state?.values?.root_module)),
    failedChecks: checks.flatMap(({ address, status }) =>
      ['fail', 'error'].includes(status) ? [address.to_display] : [],
    ),
  };
}

function showResource(one: ResourceChange, seal: Seal): ShownResource {
  const { address, deposed, mode, type, change, previous_address: movedFrom } = one;
  const importedId = change.importing?.id;
  return {
    address,
    ...(deposed !== undefined && { deposed }),
    mode,
    type,
    actions: change.actions,
    ...(movedFrom !== undefined && { movedFrom }),
    ...(importedId !== undefined && { importedId }),
    before: showValue(change.before ?? null, { unknown: false, secret: change.before_sensitive }, seal),
    after: showAfter(change, seal),
  };
}

function showAfter(
  { after, after_unknown: unknown, after_sensitive: secret }: PlannedChange,
  seal: Seal,
): Shown {
  return showValue(after ?? null, { unknown, secret }, seal);
}

/** The documents of policies that are read; of other data nobody is shown anything here. */
function dataIn(module: StoredModule | undefined): [string, Shown][] {
  if (module === undefined) return [];
  const own = module.resources.flatMap(({ address, mode, type, values }): [string, Shown][] =>
    mode === 'data' && type === 'aws_iam_policy_document' && address !== undefined
      ? [[address, showValue(values, { unknown: false, secret: false }, () => '')]]
      : [],
  );
  return own.concat(module.child_modules.flatMap(dataIn));
}
