import * as z from 'zod';
import { unaccountedIn } from './decisions/unaccounted';
import { Deed } from './decisions/deed';
import { DriftCheck } from './drift/drift-check';
import { DriftSummary, driftIn } from './drift/drift-view';
import { Destruction, type Environment } from './environment';
import { EnvironmentKey } from './environment-name';
import { PartOfStack } from './stack/part-of-stack';
import { Failure, OutputsSummary } from './outcome';
import { AccruedView, showAccrual } from '../cost/accrued-view';
import { CostSummary } from '../cost/cost-summary';
import { PlanSummary } from './plan';
import { Transition } from './sleep/sleep-state';
import { SleepView, sleepView } from './sleep/sleep-view';
import { FailedChecks } from './notes/failed-checks';
import { ReceiptSummary } from './receipt';
import { referenceText, ReferenceText, WaitingEnd } from './uses/references';
import { RunKind } from './run';
import { type RunFacts, RunView, toRunView } from './summary/run-view';
import { ShownRotation } from './rotation/rotation';
import { PreviewSource } from '../access/preview-source';
import { hideInputs } from '../template/sensitive-inputs';
import { LifeBudget } from '../limits/budget';
import { Inputs, TemplatePin, Upgrade } from '../template/template';
import { Instant } from '../base/time';

/** How the last run ended. */
export const LastRunView = z.strictObject({
  id: z.ulid(),
  kind: RunKind,
  result: z.string(),
  planOnly: z.boolean(),
  at: Instant,
  failure: Failure.nullable(),
  transition: Transition.optional(),
});

/** One life of a name as the API shows it; what does not (yet) exist is absent, outputs are names only. */
export const EnvironmentView = z.strictObject({
  name: EnvironmentKey,
  id: z.ulid(),
  previousId: z.ulid().nullable(),
  status: z.enum(['pending', 'ready', 'failed', 'destroying', 'stuck', 'destroyed', 'forgotten']),
  run: RunView.optional(),
  template: TemplatePin.pick({ name: true, version: true, bundle: true }),
  inputs: Inputs.describe("The inputs that were set; the template's defaults are not included."),
  references: z
    .record(z.string(), ReferenceText)
    .describe('By input: the output that its value was taken from.')
    .optional(),
  usedBy: z
    .array(EnvironmentKey)
    .describe('Environments that take its outputs: they end before it.')
    .optional(),
  ending: WaitingEnd.describe('Its end, which waits for the environments in usedBy.').optional(),
  upgrade: Upgrade.describe('What the last version change did to the inputs.').optional(),
  owner: z.string(),
  team: z.string().nullable(),
  stack: PartOfStack.pick({ name: true, component: true })
    .describe('The stack that it is a component of: it is changed, extended and destroyed with that.')
    .optional(),
  source: PreviewSource.describe('What a preview is made from.').optional(),
  target: z.string(),
  adopts: z
    .string()
    .describe('Where the Terraform state was read from that it takes over with its first apply.')
    .optional(),
  lease: z.strictObject({
    startedAt: Instant,
    expiresAt: Instant.nullable(),
    ttl: z.string(),
    max: z.string(),
    extensions: z.number().int().nonnegative(),
  }),
  sleep: SleepView.describe('Its sleep; absent where its version cannot sleep.').optional(),
  plan: PlanSummary.optional(),
  cost: CostSummary,
  accrued: AccruedView.optional(),
  budget: LifeBudget.describe(
    'What it may cost over its life, in USD, and which thresholds it has passed.',
  ).optional(),
  builtSince: Instant.describe(
    'Since when something of it may exist: its first apply began then. Absent where nothing was ever applied.',
  ).optional(),
  outputs: OutputsSummary.optional(),
  checks: FailedChecks.describe('Assertions of the template that failed after the last apply.').optional(),
  failure: Failure.optional(),
  destruction: Destruction.optional(),
  unaccounted: z
    .array(z.string())
    .describe(
      'Addresses that the destroy cannot account for: it waits until each is found or disowned by a person.',
    )
    .optional(),
  receipt: ReceiptSummary.optional(),
  lastRun: LastRunView.optional(),
  check: DriftCheck.pick({ id: true, since: true, by: true })
    .describe('The check for drift that works on it.')
    .optional(),
  drift: DriftSummary.optional(),
  rotation: ShownRotation.optional(),
  can: z
    .array(Deed)
    .describe(
      'What the caller may do now: each operation that would accept a request and change something. `unlock` is only possible while there is a lock.',
    ),
  version: z.number().int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
  endedAt: Instant.optional(),
});
export type EnvironmentView = z.infer<typeof EnvironmentView>;

/** The same for whoever asks. */
export type LifeFacts = Omit<EnvironmentView, 'can'>;

/** The environment as the API shows it to everybody, with what is known of its run. */
export function toView(environment: Environment, of: RunFacts = {}): LifeFacts {
  const { name, id, previousId, status, owner, team, target, cost, version, createdAt, updatedAt } =
    environment;
  const { template, inputs, sensitive, upgrade } = environment.wanted;
  const slept = sleepView(environment);
  return {
    name,
    id,
    previousId,
    status,
    ...(environment.run && { run: toRunView(environment.run, of) }),
    template: { name: template.name, version: template.version, bundle: template.bundle },
    inputs: hideInputs(inputs, sensitive),
    ...usesView(environment),
    ...(upgrade && { upgrade }),
    owner,
    team,
    ...stackView(environment),
    ...(environment.source && { source: environment.source }),
    target,
    ...(environment.adopts && { adopts: environment.adopts.from }),
    lease: leaseView(environment.lease),
    ...(slept && { sleep: slept }),
    ...planView(environment),
    cost,
    ...accruedIn(environment),
    ...(environment.budget && { budget: environment.budget }),
    ...builtSinceIn(environment),
    ...(environment.outputs && { outputs: environment.outputs }),
    ...(environment.checks && { checks: environment.checks }),
    ...statusView(environment),
    ...(environment.lastRun && { lastRun: environment.lastRun }),
    ...driftIn(environment),
    ...(environment.rotation && { rotation: environment.rotation }),
    version,
    createdAt,
    updatedAt,
  };
}

function usesView({
  wanted: { references = {} },
  usedBy = [],
  ending,
}: Environment): Pick<EnvironmentView, 'references' | 'usedBy' | 'ending'> {
  const texts = Object.entries(references).map(([input, one]) => [input, referenceText(one)] as const);
  return {
    ...(texts.length > 0 && { references: Object.fromEntries(texts) }),
    ...(usedBy.length > 0 && { usedBy: usedBy.map(({ name }) => name) }),
    ...(ending && { ending }),
  };
}

function stackView({ stack }: Environment): Pick<EnvironmentView, 'stack'> {
  return stack ? { stack: { name: stack.name, component: stack.component } } : {};
}

function leaseView({
  startedAt,
  expiresAt,
  ttl,
  max,
  extensions,
}: Environment['lease']): EnvironmentView['lease'] {
  return { startedAt, expiresAt, ttl, max, extensions };
}

/** The plan a person is to decide about comes before the one that was last applied. */
function planView({ run, plan }: Environment): Pick<EnvironmentView, 'plan'> {
  const current = run?.phase === 'awaiting-approval' ? run.plan : plan;
  return current ? { plan: current } : {};
}

function builtSinceIn({ applied }: Environment): Pick<EnvironmentView, 'builtSince'> {
  return applied ? { builtSince: applied.since ?? applied.at } : {};
}

/** A run that began to apply after the last reading, and has not been counted, may have made more. */
function accruedIn({ accrual, applied }: Environment): Pick<EnvironmentView, 'accrued'> {
  if (!accrual) return {};
  return { accrued: showAccrual(accrual, { isBehind: applied !== null && applied.at > accrual.at }) };
}

function statusView(
  environment: Environment,
): Pick<EnvironmentView, 'failure' | 'destruction' | 'unaccounted' | 'receipt' | 'endedAt'> {
  switch (environment.status) {
    case 'pending':
    case 'ready':
      return {};
    case 'failed':
      return { failure: environment.failure };
    case 'destroying':
    case 'stuck':
      return destructionView(environment.destruction);
    case 'destroyed': {
      const { destruction, receipt, endedAt } = environment;
      return { destruction, receipt, endedAt };
    }
    case 'forgotten': {
      const { destruction, endedAt } = environment;
      return { destruction, endedAt };
    }
  }
}

function destructionView(destruction: Destruction): Pick<EnvironmentView, 'destruction' | 'unaccounted'> {
  const unaccounted = unaccountedIn(destruction);
  return { destruction, ...(unaccounted.length > 0 && { unaccounted }) };
}
