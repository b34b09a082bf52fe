import * as z from 'zod';
import { firstFitting } from '../base/parse';
import { Instant } from '../base/time';
import { Consent } from './plan';

/** One resource that was looked for: how, and what was found. */
export const CheckedResource = z.strictObject({
  address: z.string(),
  type: z.string(),
  id: z.string().nullable(),
  witness: z.enum(['provider', 'tagging-api', 'cluster-gone', 'cluster-tags']),
  found: z.enum(['gone', 'terminal', 'remaining']),
  note: z.string().optional(),
});
export type CheckedResource = z.infer<typeof CheckedResource>;

/**
 * What the destroy was planned from: the template after a look at everything (`refreshed`), the template without one, or the
 * state alone, where the template could not be evaluated any more.
 */
export const DestroyedFrom = z.enum(['refreshed', 'unrefreshed', 'state']);
export type DestroyedFrom = z.infer<typeof DestroyedFrom>;

/** An address that a person said is not of this life, or was never made: who, and when. */
export const Disowned = z.strictObject({ address: z.string(), by: z.string(), at: Instant });
export type Disowned = z.infer<typeof Disowned>;

/** What is not in the cost of a receipt: types without a price, and those that cost by use. */
const LeftOut = z.strictObject({
  unpriced: z
    .array(z.string())
    .max(20)
    .describe('Types without a price: with any, the cost is at least what it says.'),
  byUse: z.array(z.string()).max(20).describe('Types with usage-based charges, which are not in the total.'),
});

/** The evidence of a destroy, whole; it lies with the run's artifacts. `lease cost` is in USD. */
export const Receipt = z.strictObject({
  life: z.ulid(),
  environment: z.string(),
  built: z.boolean(),
  startedAt: Instant,
  endedAt: Instant,
  run: z.ulid().nullable(),
  regions: z.array(z.string()),
  checked: z.array(CheckedResource),
  adopted: z.array(z.strictObject({ address: z.string(), id: z.string() })),
  /** What AWS refused to make because its name was taken, the object that has it, and why that is none of the life. */
  notOurs: z.array(z.strictObject({ address: z.string(), id: z.string(), why: z.string() })).optional(),
  /** What no state and no search accounts for, and a person disowned; `why` is what was known of it. */
  disowned: z.array(Disowned.extend({ why: z.string().optional() })).optional(),
  blindTypes: z.array(z.string()),
  /**
   * Types of which no facts are recorded by hand: whether the tagging API lists them is not known, so that the provider's word on
   * them may be the only one.
   */
  derivedTypes: z.array(z.string()).optional(),
  /** Missing in receipts of before it was kept. */
  destroyedFrom: DestroyedFrom.optional(),
  /** Addresses of resources whose destroy-time provisioners could not be run. */
  skippedProvisioners: z.array(z.string()).optional(),
  unchecked: z.array(z.string()),
  cost: z.number().nonnegative().nullable(),
  /** Missing in receipts of before costs were counted by resource. */
  accrued: LeftOut.optional(),
  /** Of what was applied last; missing where it was applied before that was kept. */
  consent: Consent.optional(),
});
export type Receipt = z.infer<typeof Receipt>;

const mostRegions = 40;

/** A receipt in short, as the environment's item carries it. */
export const ReceiptSummary = z.strictObject({
  built: z.boolean(),
  digest: z.string().nullable(),
  checked: z.number().int().nonnegative(),
  terminal: z.number().int().nonnegative(),
  adopted: z.number().int().nonnegative(),
  disowned: z.number().int().positive().optional(),
  unchecked: z.number().int().nonnegative(),
  regions: z.array(z.string()).max(mostRegions),
  endedAt: Instant,
  cost: z.number().nonnegative().nullable(),
  accrued: LeftOut.optional(),
  destroyedFrom: DestroyedFrom.optional(),
  consent: Consent.optional(),
});
export type ReceiptSummary = z.infer<typeof ReceiptSummary>;

/** Whether the evidence says that nothing is left: nothing found but what is in a terminal state. */
export function isEmpty(receipt: Receipt): boolean {
  return receipt.checked.every((resource) => resource.found !== 'remaining');
}

/** The receipt as its reader takes it: without its cost and notes where it would not. */
export function readableReceipt(receipt: Receipt): Receipt {
  const checked = receipt.checked.map(({ note: _, ...rest }) => rest);
  return firstFitting(Receipt, [receipt, { ...receipt, checked, cost: null, accrued: undefined }]);
}

/** The short form of a receipt whose whole lies under `digest`. */
export function summariseReceipt(receipt: Receipt, digest: string): ReceiptSummary {
  const { built, regions, endedAt, cost, accrued, consent, destroyedFrom, disowned } = receipt;
  return {
    built,
    digest,
    checked: receipt.checked.length,
    terminal: receipt.checked.filter((resource) => resource.found === 'terminal').length,
    adopted: receipt.adopted.length,
    unchecked: receipt.unchecked.length,
    regions: regions.slice(0, mostRegions),
    endedAt,
    cost,
    ...(accrued && { accrued }),
    ...(disowned && { disowned: disowned.length }),
    ...(destroyedFrom && { destroyedFrom }),
    ...(consent && { consent }),
  };
}

/** The short form with no more in it than that the life is over: what a reader takes whatever was counted. */
export function withoutFigures({ built, digest, endedAt }: ReceiptSummary): ReceiptSummary {
  return { ...neverBuilt(endedAt), built, digest, cost: null };
}

/** The receipt of a life in which nothing was ever applied: there was nothing to destroy. */
export function neverBuilt(endedAt: Instant): ReceiptSummary {
  return {
    built: false,
    digest: null,
    checked: 0,
    terminal: 0,
    adopted: 0,
    unchecked: 0,
    regions: [],
    endedAt,
    cost: 0,
  };
}
