import * as z from 'zod';
import { cutAt, cutTo } from '../base/cut-text';
import { firstFitting, misfitOf } from '../base/parse';
import { Accrual } from '../cost/accrual';
import { CostSummary } from '../cost/cost-summary';
import { PlanSummary } from './plan';
import { Findings } from './drift/drift-check';
import { ReplacedCertificate, RotationCounts } from './rotation/rotation';
import { FoundCertificates } from './certificates/held-certificates';
import { FailedChecks } from './notes/failed-checks';
import { ReceiptSummary, withoutFigures } from './receipt';
import { Misfit } from '../template/fit/output-misfit';

/**
 * Why a run did not do what it was for; the class decides whether and when a destroy is tried again.
 * `emulator-lost`: a local plane's emulator went with all that the life was made of in it, so nothing can be proven of it any more.
 * Two need a person: `occupied`, something that others use or put there keeps it; `unaccounted`, something may exist whose
 * id nobody can know.
 */
export const FailureClass = z.enum([
  'configuration',
  'policy',
  'quota',
  'permission',
  'throttled',
  'dependency',
  'occupied',
  'unreachable',
  'locked',
  'fenced',
  'remaining',
  'unaccounted',
  'timed-out',
  'lost',
  'not-started',
  'emulator-lost',
  'cancelled',
  'unknown',
]);
export type FailureClass = z.infer<typeof FailureClass>;

const longestReason = 2000;
const mostAddresses = 20;
/** The longest address that is kept whole, in UTF-16 units. */
export const longestAddress = 300;

/** A failure a person can act on; `addresses` (at most 20) are the resources concerned. */
export const Failure = z.strictObject({
  class: FailureClass,
  reason: z.string().max(longestReason),
  addresses: z.array(z.string().max(longestAddress)).max(mostAddresses),
});
export type Failure = z.infer<typeof Failure>;

/** So many outputs that do not match their schemas are kept with the reason. */
export const mostMisfits = 20;

/** What the outputs of an environment are called; the values of those not sensitive lie beside the state. */
export const OutputsSummary = z.strictObject({
  names: z.array(z.string().max(128)).max(100),
  sensitive: z.array(z.string().max(128)).max(100),
  misfits: z
    .array(z.strictObject({ name: z.string().max(128), ...Misfit.shape }))
    .max(mostMisfits)
    .describe(
      'Outputs that did not match their schemas after the last apply, so that no environment can refer to them; absent where all match.',
    )
    .optional(),
});
export type OutputsSummary = z.infer<typeof OutputsSummary>;

/** What the life has cost until the run ended; missing where the run applied nothing, or could not count it. */
const counted = { accrual: Accrual.optional() };

/** `outcome.json`: the last word of a run, written once by the build that claimed it. */
export const Outcome = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('planned'), plan: PlanSummary }),
  z.strictObject({
    result: z.literal('applied'),
    plan: PlanSummary,
    resources: z.number().int().nonnegative(),
    outputs: OutputsSummary,
    cost: CostSummary,
    /** What of the template's assertions does not hold now; missing where all do. */
    checks: FailedChecks.optional(),
    certificates: FoundCertificates.optional(),
    ...counted,
  }),
  z.strictObject({
    result: z.literal('checked'),
    found: Findings,
    certificates: FoundCertificates.optional(),
    ...counted,
  }),
  z.strictObject({
    result: z.literal('rotated'),
    counts: RotationCounts,
    replaced: ReplacedCertificate.optional(),
    ...counted,
  }),
  z.strictObject({ result: z.literal('ejected'), bytes: z.int().nonnegative(), ...counted }),
  z.strictObject({ result: z.literal('failed'), failure: Failure, ...counted }),
  z.strictObject({ result: z.literal('cancelled'), ...counted }),
  z.strictObject({ result: z.literal('destroyed'), receipt: ReceiptSummary, ...counted }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** An outcome with the run and build it belongs to, as stored. */
export const RunOutcome = z.strictObject({
  run: z.ulid(),
  build: z.string(),
  at: z.string(),
  outcome: Outcome,
});
export type RunOutcome = z.infer<typeof RunOutcome>;

/**
 * An outcome as its reader takes it. Of what it would not take, the end of a life stays an end, without the figures of its
 * receipt; anything else becomes a failure that says so: a run with an outcome that nobody can read would never be over.
 */
export function readableOutcome(recorded: RunOutcome): RunOutcome {
  const { outcome } = recorded;
  const misfit = misfitOf(RunOutcome, recorded);
  if (misfit === undefined) return recorded;
  const failed = {
    result: 'failed' as const,
    failure: failureOf(classOf(outcome), unrecorded(outcome, misfit)),
  };
  if (outcome.result !== 'destroyed') return { ...recorded, outcome: failed };
  const receipt = withoutFigures(outcome.receipt);
  return firstFitting(RunOutcome, [
    { ...recorded, outcome: { result: 'destroyed', receipt } },
    { ...recorded, outcome: failed },
  ]);
}

/** A failure whose figures do not fit is still of its class. */
function classOf(outcome: Outcome): FailureClass {
  const known = FailureClass.safeParse(outcome.result === 'failed' ? outcome.failure.class : undefined);
  return known.success ? known.data : 'unknown';
}

function unrecorded({ result }: Outcome, misfit: string): string {
  return `The run ended (${result}), but its result cannot be recorded: ${misfit}. ${goingOn}`;
}

/** What a person does after a run of which nobody knows how it ended. */
export const goingOn =
  "Completed resources are in the state; unfinished ones will be searched for. 'idp retry' continues from there, 'idp destroy' removes everything.";

/** What an event has room for of a failure's reason. */
export function briefReason({ reason }: Failure): string {
  return cutTo(200, reason);
}

/** A failure cut to the bounds of the item. */
export function failureOf(cls: FailureClass, reason: string, addresses: string[] = []): Failure {
  return {
    class: cls,
    reason: cutTo(longestReason, reason),
    addresses: addresses.slice(0, mostAddresses).map(keptAddress),
  };
}

/** An address as a failure keeps it. */
export function keptAddress(address: string): string {
  return cutAt(longestAddress, address);
}
