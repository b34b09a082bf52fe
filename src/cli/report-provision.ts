import type { Total } from '../domain/cost/money';
import type { EnvironmentView } from '../client/typed/types';
import type { Context } from './context';
import { exitCodes, success } from '../client/exit-codes';
import { followEnvironment, isRunOver } from '../client/follow-environment';
import { describeCost, describeDifference } from './print/cost';
import { headline, paintStatus } from './print/environment';
import { describeTrouble } from '../client/text/failure';
import { suggestNext } from './print/next-commands';
import { renderOutputs } from './print/outputs';
import { describeChecks, describeMisfits } from '../client/text/plan-notes';
import { describePlanSummary } from './print/plan';
import { readPlanLines } from './read-plan';
import { renderFields } from '../client/text/table';
import { formatDuration } from '../client/text/time';

/** How far to go along with a run that was just started. */
export interface Following {
  /** False to leave at once. */
  wait?: boolean;
  /** What was estimated before there was a plan. */
  estimated?: Total;
}

/** Follows the run that `started` shows to its end and prints the result; the exit code says the same. */
export async function reportProvision(
  context: Context,
  started: EnvironmentView,
  { wait = true, estimated }: Following,
): Promise<number> {
  const run = started.run?.id;
  if (!wait || run === undefined) return reportAsked(context, started);
  const view = await followEnvironment(context, started, isRunOver(run));
  if (view.run?.id === run) return reportPlan(context, view);
  const result = await resultOf(context, view, run);
  return result === 'applied' ? reportReady(context, view, estimated) : reportFailure(context, view, result);
}

function reportAsked({ screen }: Context, view: EnvironmentView): number {
  const { paint } = screen;
  screen.show(view, () => [`Requested. ${headline(view, paint)}.`, ...suggestNext(view, paint)]);
  return success;
}

/** A newer run may have taken the place of the last one by now; its own record says how it ended. */
async function resultOf({ api }: Context, { lastRun }: EnvironmentView, run: string): Promise<string> {
  return lastRun?.id === run ? lastRun.result : ((await api.getRun(run)).result ?? 'over');
}

async function reportPlan(context: Context, view: EnvironmentView): Promise<number> {
  const { screen } = context;
  const { paint } = screen;
  if (screen.json) screen.show(view, () => []);
  else
    await screen.page([
      `${paint.bold(view.name)} is planned and awaits approval`,
      ...(await readPlanLines(context, view, 'folded')),
      ...(view.plan ? describePlanSummary(view.plan, view.lease, paint) : []),
      ...suggestNext(view, paint),
    ]);
  return success;
}

async function reportReady(
  { api, screen, world }: Context,
  view: EnvironmentView,
  estimated: Total | undefined,
): Promise<number> {
  const { paint } = screen;
  const outputs = renderOutputs(await api.getOutputs(view.name));
  const [cost = '', ...more] = describeCost(view);
  const difference =
    estimated === undefined ? '' : `, ${describeDifference(estimated, view.cost, 'estimated')}`;
  const { expiresAt } = view.lease;
  const left = expiresAt === null ? 'permanent' : formatDuration(Date.parse(expiresAt) - world.now());
  screen.show(view, () => [
    headline(view, paint),
    ...renderFields(
      [
        ['Cost', [`${cost}${difference}`, ...more]],
        ['Lease left', left],
        ['Mismatches', describeMisfits(view.outputs).map(paint.yellow)],
        ['Checks', describeChecks(view.checks).map(paint.yellow)],
      ],
      paint.columns,
    ),
    ...(outputs.length > 0 ? [paint.bold('Outputs'), ...outputs.map((line) => `  ${line}`)] : []),
  ]);
  return success;
}

function reportFailure({ screen }: Context, view: EnvironmentView, result: string): number {
  const { paint } = screen;
  screen.show(view, () => [
    `Run ${result}. ${paint.bold(view.name)} is in status ${paintStatus(view.status, paint)}.`,
    ...describeTrouble(view, paint),
    ...suggestNext(view, paint),
  ]);
  return exitCodes.unsuccessful;
}
