import { toUsd } from '../domain/cost/money';
import type { Applied } from '../domain/environment/spec';
import type { Environment } from '../domain/environment/environment';
import type { Outcome } from '../domain/environment/outcome';
import {
  isEmpty,
  neverBuilt,
  readableReceipt,
  summariseReceipt,
  type CheckedResource,
  type Receipt,
} from '../domain/environment/receipt';
import type { Instant } from '../domain/base/time';
import { orphaned } from './cluster/cluster-failures';
import { eksClustersDeletedBy } from './cluster/doomed-clusters';
import { emptyClusters } from './cluster/empty-clusters';
import { clustersDeletedBy } from './life/stop-tasks';
import { applyWithTimeline } from './life/apply-saved-plan';
import { notePrices } from './life/record-costs';
import { describeEnvironment } from './life/environment-metadata';
import { withKeptState, type Work } from './state/kept-state';
import { type DestroyWay, initDestroy, planDestroy } from './plan/plan-destroy';
import { learnPlanSecrets } from './plan/plan-reader';
import { sha256 } from './plan/prepare-plan';
import { ResourceTimeline } from './life/resource-timeline';
import type { RunContext } from './run-context';
import { runFailure } from '../domain/environment/run-failure';
import { leaveDisowned } from './verify/leave-disowned';
import type { Adoption } from './verify/verification';
import { verifyContextOf } from './verify/verify-context-of';
import type { Evidence } from './verify/witnesses/verify-empty';

/** Destroys what the last apply built, and proves that nothing of this life is left. */
export async function destroy(context: RunContext): Promise<Outcome> {
  const { applied } = context.environment;
  if (!applied) return { result: 'destroyed', receipt: neverBuilt(context.clock()) };
  const startedAt = context.clock();
  const { template: pin, inputs, sleep } = applied;
  const request = { operation: 'destroy', pin, inputs, asleep: sleep?.asleep ?? false } as const;
  const receipt = await withKeptState(context, request, async (work) => {
    const removed = await removeEverything(context, work);
    return verify(context, work, { startedAt, ...removed });
  });
  return conclude(context, applied, receipt);
}

/** What a destroy did before it looks at what is left. */
interface Removed extends DestroyWay {
  adoption: Adoption;
  /** What controllers of clusters had made, and was gone before these were destroyed. */
  emptied: CheckedResource[];
}

async function removeEverything(context: RunContext, work: Work): Promise<Removed> {
  const { life, run, states, board, persist } = context;
  // A destroy makes nothing, but its state versions and a fenced copy are found by this entry.
  await persist(() => states.writeCreates(life, { run, serial: work.serial, creates: [] }));
  await note(context, 'destroying');
  board.begin('init');
  const prepared = await initDestroy(context, work);
  board.begin('adopt');
  const found = await context.verifier.adoptUnaccounted(verifyContextOf(context, work));
  const adoption = leaveDisowned(found, context.environment);
  board.begin('plan');
  const way = await planDestroy(context, work, prepared);
  const plan = await work.terraform.showPlan();
  learnPlanSecrets(plan, context.redaction);
  await context.checkDeletions(plan, context.target);
  await context.stopTasks(clustersDeletedBy(plan), context.target);
  const emptied = await emptyClusters(context, work, eksClustersDeletedBy(plan, context.target.region));
  await notePrices(context, work);
  await applyWithTimeline(context, work, new ResourceTimeline(context.clock));
  return { adoption, emptied, ...way };
}

async function verify(
  context: RunContext,
  work: Work,
  removed: Removed & { startedAt: Instant },
): Promise<Receipt> {
  await context.persist(() => context.gate.beginVerify());
  context.board.begin('verify');
  const evidence = await context.verifier.verifyEmpty(verifyContextOf(context, work));
  const unchecked = [...evidence.unchecked, ...(await unreadableLists(context))];
  const checked = [...evidence.checked, ...unlisted(removed.emptied, evidence)];
  const receipt = receiptOf(context, { ...removed, evidence: { ...evidence, checked, unchecked } });
  refuseLeftovers(receipt, removed.adoption, context.environment);
  return receipt;
}

/** What was seen before the destroy and not after it. */
function unlisted(emptied: CheckedResource[], { checked }: Evidence): CheckedResource[] {
  const after = new Set(checked.map(({ address }) => address));
  return emptied.filter(({ address }) => !after.has(address));
}

/** Runs of which nobody can know any more what they wanted to make: by tags alone is nothing of theirs left. */
async function unreadableLists({ states, life, persist }: RunContext): Promise<string[]> {
  const lists = await persist(() => states.listCreates(life));
  return lists.flatMap(({ run, unreadable }) =>
    unreadable === undefined ? [] : [`the planned resources of run ${run}: ${unreadable}`],
  );
}

function receiptOf(
  { environment, run, clock, meter }: RunContext,
  found: Removed & { startedAt: Instant; evidence: Evidence },
): Receipt {
  const endedAt = clock();
  const consent = environment.applied?.consent;
  const { notOurs = [], disowned = [] } = found.adoption;
  return {
    life: environment.id,
    environment: environment.name,
    built: true,
    startedAt: found.startedAt,
    endedAt,
    run,
    ...found.evidence,
    adopted: found.adoption.adopted,
    destroyedFrom: found.destroyedFrom,
    ...(found.skippedProvisioners.length > 0 && { skippedProvisioners: found.skippedProvisioners }),
    ...(notOurs.length > 0 && { notOurs }),
    ...(disowned.length > 0 && { disowned }),
    ...costIn(meter),
    ...(consent && { consent }),
  };
}

/** What the life has cost; null where that is not known: nothing of it has a price, or nobody could count it. */
function costIn({ reading }: RunContext['meter']): Pick<Receipt, 'cost' | 'accrued'> {
  if (!reading) return { cost: null };
  const { nanos, unpriced, byUse } = reading;
  const isKnown = nanos > 0 || unpriced.length === 0;
  return { cost: isKnown ? toUsd(nanos) : null, accrued: { unpriced, byUse } };
}

/** No receipt while anything is left, or may be where nobody can look. */
function refuseLeftovers(receipt: Receipt, { unaccounted }: Adoption, { name }: Environment): void {
  const left = receipt.checked.filter(({ found }) => found === 'remaining');
  const remaining = left.map(({ address }) => address);
  if (left.some(({ witness }) => witness === 'cluster-tags')) throw orphaned(name, remaining);
  if (!isEmpty(receipt))
    throw runFailure(
      'remaining',
      `${remaining.length} ${remaining.length === 1 ? 'resource still exists' : 'resources still exist'}: ${remaining.join(', ')}`,
      remaining,
    );
  if (unaccounted.length === 0) return;
  const lost = unaccounted.map(
    ({ address, plannedName, why }) =>
      `${address}${plannedName === null ? '' : ` (planned name ${plannedName})`}${why === undefined ? '' : `: ${why}`}`,
  );
  const reason = `Planned, missing from the state and unaccounted for: ${lost.join('; ')}. Look for each in the target account. If it does not exist or is not part of this life, run 'idp disown ${name} --address <address>'.`;
  throw runFailure(
    'unaccounted',
    reason,
    unaccounted.map(({ address }) => address),
  );
}

async function conclude(context: RunContext, applied: Applied, receipt: Receipt): Promise<Outcome> {
  context.board.begin('record');
  const { life, run, states, artifacts, images, persist } = context;
  const body = new TextEncoder().encode(JSON.stringify(readableReceipt(receipt), null, 2));
  await persist(() => artifacts.writeReceipt(run, body));
  // Only what is proven gone runs no image any more; and a destroyed life is asked for nothing again, so this comes first.
  await persist(() => images.release());
  await persist(() => states.removeOutputs(life));
  const metadata = describeEnvironment(context, applied, 'destroyed');
  await persist(() => states.writeMetadata(life, metadata));
  return { result: 'destroyed', receipt: summariseReceipt(receipt, sha256(body)) };
}

async function note(context: RunContext, status: 'destroying'): Promise<void> {
  const metadata = describeEnvironment(
    context,
    context.environment.applied ?? context.environment.wanted,
    status,
  );
  await context.persist(() => context.states.writeMetadata(context.life, metadata));
}
