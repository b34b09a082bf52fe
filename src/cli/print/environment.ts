import type { EnvironmentView } from '../../client/typed/types';
import { isGone } from '../../client/follow-environment';
import { describeBudget, describeCost, describeCostSoFar } from './cost';
import { describeTrouble } from '../../client/text/failure';
import { describeReferences, describeUsers } from './references';
import { describeStored } from './inputs';
import { suggestNext } from './next-commands';
import { describeChecks, describeMisfits } from '../../client/text/plan-notes';
import { type Paint } from '../../client/text/paint';
import { describePlanSummary } from './plan';
import { describeSleep, runWord, sleepWord } from './sleep';
import { describeProgress } from '../../client/text/progress';
import { type Field, renderFields } from '../../client/text/table';
import { formatDistance, formatInstant } from '../../client/text/time';

/** How a status looks: green is well, red needs a person, yellow goes on. */
export function paintStatus(status: EnvironmentView['status'], paint: Paint): string {
  if (status === 'ready') return paint.green(status);
  if (status === 'failed' || status === 'stuck') return paint.red(status);
  return isGone(status) ? paint.dim(status) : paint.yellow(status);
}

/** `foo is ready`: name and status, as the head of a report. */
export function headline(view: EnvironmentView, paint: Paint): string {
  return `${paint.bold(view.name)} is ${paintStatus(view.status, paint)}${sleepWord(view)}`;
}

/** Everything worth knowing about an environment, with the next command to type. */
export function renderEnvironment(view: EnvironmentView, paint: Paint, now: number): string[] {
  return [
    ...renderFields(
      [
        ['Name', paint.bold(view.name)],
        ['Status', describeStatus(view, paint, now)],
        ['Template', `${view.template.name} ${view.template.version}`],
        ['Stack', view.stack && `${view.stack.name} (component ${view.stack.component})`],
        ['Owner', view.team === null ? view.owner : `${view.owner} (team ${view.team})`],
        ['Target', view.target],
        ['Adopts', view.adopts],
        ['Lease', describeLease(view, now)],
        ['Inputs', describeStored(view)],
        ['References', describeReferences(view)],
        ['Used by', describeUsers(view)],
        ['Sleep', describeSleep(view)],
        ['Cost', describeCost(view)],
        ['So far', isGone(view.status) ? undefined : describeCostSoFar(view, now)],
        ['Budget', describeBudget(view)],
        ['Outputs', view.outputs?.names.join(', ') || undefined],
        ['Mismatches', describeMisfits(view.outputs).map(paint.yellow)],
        ['Checks', describeChecks(view.checks).map(paint.yellow)],
        ['Life', view.id],
      ],
      paint.columns,
    ),
    ...describeDecision(view, paint),
    ...describeTrouble(view, paint),
    ...suggestNext(view, paint),
  ];
}

function describeStatus(view: EnvironmentView, paint: Paint, now: number): string[] {
  const { run } = view;
  const status = `${paintStatus(view.status, paint)}${sleepWord(view)}`;
  return run
    ? [status, `${runWord(run)}: ${describeProgress(view, now).text}`, paint.dim(`run ${run.id}`)]
    : [status];
}

/** The plan that waits for a person, and until when. */
function describeDecision({ run, plan, lease }: EnvironmentView, paint: Paint): string[] {
  if (run?.phase !== 'awaiting-approval' || !plan) return [];
  const until = run.decideBy === undefined ? '' : ` until ${formatInstant(run.decideBy)}`;
  const asked = `requested by ${run.requestedBy}`;
  return [paint.bold(`A plan awaits approval${until}`), ...describePlanSummary(plan, lease, paint), asked];
}

/** When the lease ends and how long that is. */
export function describeLease(
  { lease, endedAt }: Pick<EnvironmentView, 'lease' | 'endedAt'>,
  now: number,
): string {
  if (lease.expiresAt === null) return 'permanent';
  if (endedAt !== undefined) return `${lease.ttl}, ended ${formatInstant(endedAt)}`;
  const extended = lease.extensions > 0 ? `, extended ${lease.extensions}×` : '';
  const left = Date.parse(lease.expiresAt) > now ? 'ends' : 'ended';
  const distance = formatDistance(lease.expiresAt, now);
  return `${left} ${formatInstant(lease.expiresAt)} (${distance}${extended}), at most ${lease.max} in total`;
}

/** The few lines that name an environment before it is destroyed. */
export function briefFields(view: EnvironmentView, now: number): Field[] {
  return [
    ['Name', view.name],
    ['Status', view.status],
    ['Template', `${view.template.name} ${view.template.version}`],
    ['Owner', view.owner],
    ['Created', formatInstant(view.createdAt)],
    ['Lease', describeLease(view, now)],
    ['So far', describeCostSoFar(view, now)],
  ];
}
