import { assessPlan } from '../../domain/compliance/assess-plan';
import type { PlanDocument, PlannedAction } from '../../domain/environment/artifacts';
import type { ResourcePrice } from '../../domain/cost/cost-summary';
import type { PlanSummary } from '../../domain/environment/plan';
import type { Instant } from '../../domain/base/time';
import type { Redaction } from '../../domain/base/redaction';
import { whyDone } from '../../domain/terraform/action-reason';
import type { Judgement } from '../../domain/policy/judge-policy';
import type { PlannedChange, PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import type { CannotEnd } from './cannot-end';
import { driftOf } from './drift';
import { failedChecksIn } from './failed-checks';
import { importedId } from './imports';
import { attributeChanges, valuesOf } from './masked-values';

/** What a list of Terraform's actions comes to. */
export function actionOf(actions: readonly string[]): PlannedAction {
  if (actions.length === 2) return 'replace';
  const [action = 'no-op'] = actions;
  return action as PlannedAction;
}

/** How many managed resources a plan creates, changes in place, replaces and deletes. */
export function countActions(plan: PlanJson): Pick<PlanSummary, 'create' | 'update' | 'replace' | 'delete'> {
  const actions = plan.resource_changes
    .filter(({ mode }) => mode === 'managed')
    .map(({ change }) => actionOf(change.actions));
  const count = (wanted: PlannedAction) => actions.filter((action) => action === wanted).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
  };
}

/** The types of managed resources that a plan would make or change, sorted. */
export function typesTouched(plan: PlanJson): string[] {
  const touched = plan.resource_changes.filter(
    ({ mode, change }) =>
      mode === 'managed' && ['create', 'update', 'replace'].includes(actionOf(change.actions)),
  );
  return [...new Set(touched.map(({ type }) => type))].sort();
}

/** Teaches `redaction` every value that the plan marks as sensitive, before and after. */
export function learnPlanSecrets(plan: PlanJson, redaction: Redaction): void {
  const changes = [
    ...[...plan.resource_changes, ...plan.resource_drift].map(({ change }) => change),
    ...Object.values(plan.output_changes),
  ];
  for (const change of changes) {
    redaction.learnMarked(change.before, change.before_sensitive);
    redaction.learnMarked(change.after, change.after_sensitive);
  }
}

interface Rendering {
  run: string;
  digest: string;
  at: Instant;
  redaction: Redaction;
  /** What could not be deleted once it is applied. */
  cannotEnd?: readonly CannotEnd[];
  /** By address. */
  prices?: ReadonlyMap<string, ResourcePrice>;
  /** What the stage's policy says of it. */
  judgement?: Judgement | undefined;
  /** Asks the controls of compliance: about what exists once it is applied, unless it is said otherwise. */
  assess?: typeof assessPlan;
}

/**
 * The plan for people: every change with its attributes, what Terraform marks as secret and what is not known yet said in
 * words. What is of Terraform or of us, its addresses, types and actions, stays what it is, whatever the secrets are.
 */
export function renderPlan(
  plan: PlanJson,
  {
    run,
    digest,
    at,
    redaction,
    cannotEnd = [],
    prices = new Map(),
    judgement,
    assess = assessPlan,
  }: Rendering,
): PlanDocument {
  const resources = plan.resource_changes.filter(isShown).map((change) => ({
    ...resourceOf(change, redaction),
    ...whyKeptIn(cannotEnd, change.address),
    ...priceIn(prices, change),
  }));
  const outputs = Object.entries(plan.output_changes).map(([name, change]) =>
    outputOf(name, change, redaction),
  );
  const drift = driftOf(plan).map((change) => pickDrift(resourceOf(change, redaction)));
  const checks = failedChecksIn(plan, redaction);
  const engine = plan.terraform_version;
  return {
    run,
    digest,
    at,
    engine,
    resources,
    outputs,
    ...(drift.length > 0 && { drift }),
    ...(checks.length > 0 && { checks }),
    ...(judgement && { policy: judgement }),
    compliance: assess(plan, (text) => redaction.text(text)),
  };
}

/** What a plan leaves as it is, is shown only where it comes from somewhere else. */
function isShown({ change, previous_address: from }: ResourceChange): boolean {
  return actionOf(change.actions) !== 'no-op' || from !== undefined || !!change.importing;
}

function resourceOf(one: ResourceChange, redaction: Redaction): PlanDocument['resources'][number] {
  const { address, type, change, previous_address: movedFrom } = one;
  const why = whyDone(one);
  return {
    address,
    type,
    action: actionOf(change.actions),
    changes: attributeChanges(change, redaction),
    ...(why !== undefined && { why }),
    ...(movedFrom !== undefined && { movedFrom }),
    ...(change.importing && { importedId: importedId(change.importing, redaction) }),
  };
}

function outputOf(
  name: string,
  change: PlannedChange,
  redaction: Redaction,
): PlanDocument['outputs'][number] {
  const sensitive = change.after_sensitive === true || change.before_sensitive === true;
  const action = actionOf(change.actions);
  const values = sensitive || action === 'no-op' ? {} : valuesOf(change, redaction);
  return { name, action, sensitive, ...values };
}

function pickDrift({ address, action, changes }: PlanDocument['resources'][number]) {
  return { address, action, changes };
}

function whyKeptIn(cannotEnd: readonly CannotEnd[], address: string): { cannotEnd?: string } {
  const kept = cannotEnd.find((one) => one.address === address);
  return kept ? { cannotEnd: kept.why } : {};
}

/** What a replacement left behind has the address of what took its place, and not its price. */
function priceIn(
  prices: ReadonlyMap<string, ResourcePrice>,
  { address, mode, deposed }: ResourceChange,
): { price?: ResourcePrice } {
  const price = mode === 'managed' && deposed === undefined ? prices.get(address) : undefined;
  return price ? { price } : {};
}
