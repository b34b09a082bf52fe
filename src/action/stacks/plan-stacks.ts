import { linesOf } from '../complain';
import { followStackPlan, readComponentPlans } from '../../client/stacks/follow-plan';
import {
  comparePrices,
  describeCover,
  describePlanned,
  describeWaits,
  plannedAs,
} from '../../client/text/stack-plan-words';
import type { StackPlanView } from '../../client/typed/stack-api';
import { Assessment } from '../../domain/compliance/results';
import { type Assessed, type ControlReport, reportOf } from '../../domain/compliance/report';
import type { PlanDocument } from '../../domain/environment/artifacts';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';
import { describeResource } from './describe-resource';
import { type ComparedStack, producersOf } from './find-changed';
import type { StacksJob } from './stacks-job';
import { boundedLines, sectionOf, type StackReport } from './stacks-report';

/** Plans each stack that differs; what needs a stack that is not there yet can be planned once that one is applied. */
export async function planChanged(
  job: StacksJob,
  changed: readonly ComparedStack[],
  reports: StackReport[],
): Promise<void> {
  const fresh = changed.flatMap(({ document, present }) => (present ? [] : [document.stack]));
  for (const { document } of changed) {
    const missing = producersOf(document).filter((name) => fresh.includes(name));
    reports.push(
      missing.length > 0 ? plannedLater(document, missing) : await planForPullRequest(job, document),
    );
  }
}

function plannedLater({ stack, components }: ResolvedStack, missing: readonly string[]): StackReport {
  const title = `can be planned once ${missing.join(', ')} is applied: it uses outputs of that (new)`;
  return { stack, verdict: 'held', title, sections: sectionOf('Components', Object.keys(components)) };
}

/** So many hours a yes holds unless whoever gives it says otherwise. */
const hours = 24;
/** So many lines of a component are shown. */
const mostOfComponent = 8;

/** Plans a stack as a whole, and says what it would change, cost and be approved for; a plan that cannot be made is a report too. */
async function planForPullRequest(job: StacksJob, document: ResolvedStack): Promise<StackReport> {
  const { api, screen, world } = job.context;
  const { stack } = document;
  try {
    const plan = await followStackPlan({ api, screen, world }, await api.planStack(document));
    return describe(plan, await readComponentPlans(api, plan), job);
  } catch (error) {
    if (world.interrupted.aborted) throw error;
    return {
      stack,
      verdict: 'failed',
      title: 'cannot be planned',
      sections: sectionOf('Error', linesOf(error)),
    };
  }
}

function describe(
  plan: StackPlanView,
  plans: ReadonlyMap<string, PlanDocument>,
  job: StacksJob,
): StackReport {
  const isPlanned = plannedAs(plan, 'failed').length === 0;
  const verdict = isPlanned && !isDenied(plans) ? 'good' : 'failed';
  const isNew = plan.stackLife === null ? ' (new)' : '';
  return {
    stack: plan.stack,
    verdict,
    title: `${headline(plan, plans)}${isNew}`,
    sections: [
      ...plan.components.map((one) => ({
        title: `${one.name} · ${one.template} · ${describePlanned(one, plan)}`,
        lines: boundedLines(linesIn(one, plans.get(one.name)), mostOfComponent),
      })),
      ...sectionOf('To be destroyed, after an approval of its own', plan.removed),
      ...sectionOf('Price', comparePrices(plan)),
      ...sectionOf(
        'Policy',
        [...plans].flatMap(([name, one]) => policyLines(name, one)),
      ),
      ...sectionOf(`Compliance with ${job.profile}`, complianceLines(plan, plans, job)),
      ...(isPlanned ? sectionOf('What one yes covers', coverLines(plan)) : []),
    ],
  };
}

function headline(plan: StackPlanView, plans: ReadonlyMap<string, PlanDocument>): string {
  const failed = plannedAs(plan, 'failed');
  if (failed.length > 0) return `cannot be planned: ${failed.join(', ')}`;
  if (isDenied(plans)) return 'is denied by the policy of the control plane';
  const later = plannedAs(plan, 'later').length;
  const rest = later > 0 ? `, ${later} can be planned only later` : '';
  return `${plannedAs(plan, 'shown').length} of ${plan.components.length} components are planned${rest}`;
}

function isDenied(plans: ReadonlyMap<string, PlanDocument>): boolean {
  return [...plans.values()].some(({ policy }) => policy?.verdict === 'deny');
}

function linesIn(
  { result }: StackPlanView['components'][number],
  document: PlanDocument | undefined,
): string[] {
  if (result && result.result !== 'shown') return [result.why];
  if (!document) return [];
  const { resources, checks = [] } = document;
  return [
    ...checks.map(({ address, message }) => `${address} failed: ${message}`),
    ...describeWaits(document),
    ...resources.flatMap(describeResource),
  ];
}

function policyLines(name: string, { policy }: PlanDocument): string[] {
  return (policy?.findings ?? []).map(
    ({ rule, then, value, limit, fix }) =>
      `${name}: ${rule} ${then === 'deny' ? 'denies it' : 'needs the approval of another person'}: ${value}; allowed: ${limit}. To pass: ${fix}`,
  );
}

/** What the controls say of what would exist; of a component that can be planned only later, nothing yet. */
function complianceLines(
  { components }: StackPlanView,
  plans: ReadonlyMap<string, PlanDocument>,
  { profile, exceptions, context }: StacksJob,
): string[] {
  const assessed = components.map(({ name, environment, run }): Assessed => {
    const { data } = Assessment.safeParse(plans.get(name)?.compliance);
    return data
      ? { environment, plan: { run, shows: 'waiting' }, assessment: data }
      : { environment, plan: null, assessment: undefined, why: 'it is not planned yet' };
  });
  const { environments, counts } = reportOf(assessed, { profile, exceptions, now: context.world.now() });
  const failed = environments.flatMap(({ environment, controls }) =>
    controls.flatMap((one) => failureLines(environment, one)),
  );
  return [
    `${counts.failed} failed, ${counts.passed} passed, ${counts.excepted} excepted, ${counts['not-assessed']} not assessed`,
    ...failed,
  ];
}

function failureLines(environment: string, { control, title, failed }: ControlReport): string[] {
  return failed.map(({ address, value }) => `${control} ${title}: ${environment} ${address} (${value})`);
}

function coverLines(plan: StackPlanView): string[] {
  return [
    ...describeCover(plan, hours),
    `Whoever applies the merged stack with it gives that yes: idp stacks apply ${plan.stack} --plan ${plan.id}`,
    `Without it, each plan that needs an approval waits after the merge: idp stacks approve ${plan.stack}`,
  ];
}
