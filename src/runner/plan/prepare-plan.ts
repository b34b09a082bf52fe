import { createHash } from 'node:crypto';
import type { PlannedCreates } from '../../domain/environment/artifacts';
import { type Estimate, rateEach, type ResourceRate } from '../../domain/cost/estimate';
import { monthlyInWords } from '../../domain/cost/money';
import { resourcesOfPlan } from '../../domain/cost/plan-resources';
import { summarizeCost } from '../../domain/cost/summarize';
import {
  approvalReasons,
  mostNamed,
  type NamedAddress,
  type PlanSummary,
} from '../../domain/environment/plan';
import { adoptAfterFailure } from '../life/adopt-after-failure';
import { allSettled } from '../../domain/base/all-settled';
import { databasesLeftStopped } from '../life/start-databases';
import { type Cluster, eksClustersDeletedBy } from '../cluster/doomed-clusters';
import { clustersDeletedBy } from '../life/stop-tasks';
import type { UsedImage } from '../images/used-image';
import type { Work } from '../state/kept-state';
import type { Judgement } from '../../domain/policy/judge-policy';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import { type CannotEnd, namedCannotEnd, whatCannotEnd } from './cannot-end';
import { tagsUnknownIn } from './life-tags';
import { isOfSleep, namedBeyondSleep } from './beyond-sleep';
import { adoptedBy } from './adopted-state';
import { refuseImports } from './import-object';
import { namedAdopted, namedImports } from './imports';
import { priceOf, type Prices } from './price-plan';
import { judgePlan, namedByPolicy } from './judge-plan';
import { leaveShown } from './leave-shown';
import { checkBeforeApply } from './check-before-apply';
import { notesOf } from './plan-notes';
import { digestOfPlan, packPlanFiles } from './plan-files';
import { countActions, learnPlanSecrets, renderPlan } from './plan-reader';
import type { RunContext } from '../run-context';
import { plannedCreatesOf } from '../verify/planned-creates';
import { readHandedOver } from '../terraform/handed-over';

/** A plan that lies saved in the work directory, priced and noted, and what it makes, runs and stops. */
export interface PreparedPlan {
  summary: PlanSummary;
  /** An archive of what it wrote beside the saved plan; null where it wrote nothing, or nobody has to approve it. */
  files: Uint8Array | null;
  creates: PlannedCreates;
  /** What each resource costs an hour that exists once it is applied, by address. */
  rates: ReadonlyMap<string, ResourceRate>;
  images: UsedImage[];
  /** Addresses of what may be made without the tag of its life. */
  tagsUnknown: string[];
  /** ARNs of the ECS clusters that it deletes. */
  clusters: string[];
  /** The clusters of EKS that it deletes. */
  eksClusters: Cluster[];
  /** Identifiers of the databases that it would leave stopped. */
  stopped: string[];
}

/** A plan as read back from Terraform; it holds secrets. */
export interface ReadPlan {
  plan: PlanJson;
  digest: string;
}

/** Plans the wanted change, prices it, holds it against policy, quotas and what can be undone, and leaves it to be read. */
export async function preparePlan(context: RunContext, work: Work): Promise<PreparedPlan> {
  context.board.begin('init');
  await work.terraform.init();
  const { serial } = await adoptAfterFailure(context, work);
  context.board.begin('plan');
  await work.terraform.plan('change');
  const read = await readPlan(context, work);
  const adopted = adoptedBy(read.plan, work, context);
  refuseImports(read.plan, context);
  const cannotEnd = await whatCannotEnd(read.plan, work.workspace, context);
  const { estimate, prices } = priceOf(read, context);
  const beyond = namedBeyondSleep(read.plan, work.workspace, context.environment);
  const named = namedIn(read, { cannotEnd, adopted, beyond }, context);
  const judgement = judgePlan(read.plan, estimate, context);
  const isCovered = isOfSleep(context.environment) && beyond.length === 0;
  if (!isCovered) named.push(...namedByPolicy(judgement));
  const needs = needsOf({ named, isCovered }, estimate, context);
  const files = needs.length > 0 ? await packPlanFiles(work.workspace, context.terraformUser) : null;
  const kept = { ...read, digest: digestOfPlan(read.digest, files) };
  const summary = {
    ...summarise({ ...kept, named, needs, adopted }, estimate, context),
    ...(await leaveShown(context, read.plan, estimate)),
  };
  const [, images] = await allSettled([
    publish(context, { ...kept, cannotEnd, prices, judgement }, estimate),
    checkBeforeApply(context, { plan: read.plan, cannotEnd, module: work.workspace.module, judgement }, () =>
      checkQuotas(context, work, read.plan),
    ),
  ]);
  return {
    summary,
    files,
    creates: createsOf(context, { serial }, read),
    rates: ratesOf(read, context),
    images,
    tagsUnknown: tagsUnknownIn(read.plan, context.life.id),
    ...clustersEndedBy(read.plan, context),
    stopped: databasesLeftStopped(read.plan),
  };
}

/** The clusters that a plan deletes, whose content ends before them. */
export function clustersEndedBy(
  plan: PlanJson,
  { target: { region } }: Pick<RunContext, 'target'>,
): Pick<PreparedPlan, 'clusters' | 'eksClusters'> {
  return { clusters: clustersDeletedBy(plan), eksClusters: eksClustersDeletedBy(plan, region) };
}

/** What an approval is asked for, whatever the stage's policy says. */
function namedIn(
  { plan }: ReadPlan,
  found: { cannotEnd: CannotEnd[]; adopted: ResourceChange[]; beyond: NamedAddress[] },
  { environment, redaction }: RunContext,
): NamedAddress[] {
  return namedCannotEnd(found.cannotEnd, environment).concat(
    namedImports(plan, redaction),
    namedAdopted(found.adopted, redaction),
    found.beyond,
  );
}

/** Reads the saved plan; from here on its secrets are known and redacted. */
export async function readPlan(
  { redaction }: RunContext,
  { terraform }: Pick<Work, 'terraform'>,
): Promise<ReadPlan> {
  const plan = await terraform.showPlan();
  learnPlanSecrets(plan, redaction);
  return { plan, digest: sha256(await readHandedOver(terraform.planPath)) };
}

/** What each resource costs an hour that exists once the plan is applied. */
export function ratesOf({ plan }: ReadPlan, { target: { region } }: RunContext): Map<string, ResourceRate> {
  return rateEach(resourcesOfPlan(plan), { region });
}

/** What the plan would make, for the run that destroys it. */
export function createsOf(
  context: RunContext,
  { serial }: Pick<Work, 'serial'>,
  { plan }: ReadPlan,
): PlannedCreates {
  return plannedCreatesOf(plan, { run: context.run, serial });
}

/** SHA-256 in hex. */
export function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Why somebody must approve the plan; none where it may be applied at once, or the approval of the life covers it. */
function needsOf(
  { named, isCovered }: { named: readonly NamedAddress[]; isCovered: boolean },
  estimate: Estimate,
  { environment: { wanted, run } }: RunContext,
): PlanSummary['needs'] {
  const ruled = isCovered ? [] : approvalReasons(wanted.approval, run?.planOnly ?? false, estimate);
  return [...new Set(ruled.concat(named.map(({ reason }) => reason)))];
}

function summarise(
  {
    plan,
    digest,
    named,
    needs,
    adopted,
  }: ReadPlan & { named: NamedAddress[]; needs: PlanSummary['needs']; adopted: ResourceChange[] },
  estimate: Estimate,
  context: RunContext,
): PlanSummary {
  const cost = summarizeCost(estimate, 'plan');
  const addresses = named.length > 0 && { addresses: named.slice(0, mostNamed) };
  const notes = notesOf(plan, context.redaction, adopted);
  return {
    digest,
    run: context.run,
    ...countActions(plan),
    cost,
    needs,
    ...addresses,
    ...(notes && { notes }),
  };
}

async function publish(
  context: RunContext,
  {
    plan,
    digest,
    cannotEnd,
    prices,
    judgement,
  }: ReadPlan & { cannotEnd: CannotEnd[]; prices: Prices; judgement: Judgement | undefined },
  estimate: Estimate,
): Promise<void> {
  const { run, clock, redaction, artifacts, persist } = context;
  const document = renderPlan(plan, { run, digest, at: clock(), redaction, cannotEnd, prices, judgement });
  await allSettled([
    persist(() => artifacts.writePlan(document)),
    persist(() => artifacts.writeEstimate(run, estimate)),
  ]);
  context.log(`Estimated cost: ${monthlyInWords(estimate)}. Plan digest: ${digest}.`);
}

/** A plan does not show the region of a resource, so with several regions nothing can be held against one region's quotas. */
async function checkQuotas(context: RunContext, { workspace }: Work, plan: PlanJson): Promise<void> {
  if (!workspace.module.usesAws) return;
  if (workspace.module.awsAliases.length > 0)
    return context.log('Quotas not checked: the template uses several regions.');
  await context.checkQuotas(plan, context.target);
}
