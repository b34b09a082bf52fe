import type { EnvironmentView } from '../domain/view';
import type { Context } from './context';
import { exitCodes, success } from './exit-codes';
import { followEnvironment, isRunOver } from './follow-environment';
import { describeCost, describeDifference } from './print/cost';
import { describeTrouble, nextCommands, paintStatus } from './print/environment';
import { renderOutputs } from './print/outputs';
import { describePlanSummary } from './print/plan';
import { renderFields } from './print/table';
import { formatDuration } from './print/time';

/** How far to go along with a run that was just started. */
export interface Following {
  /** False to leave at once. */
  wait?: boolean;
  /** What was estimated before there was a plan, in USD a month. */
  estimated?: number;
}

/** Follows the run that `started` shows to its end and says what came of it; the exit code tells it too. */
export async function reportProvision(
  context: Context,
  started: EnvironmentView,
  { wait = true, estimated }: Following,
): Promise<number> {
  const { screen, world } = context;
  const run = started.run?.id;
  if (!wait || run === undefined) return leave(context, started);
  const began = world.now();
  const view = await followEnvironment(context, started, isRunOver(run));
  const result = await resultOf(context, view, run);
  if (view.run?.id === run) screen.show(view, () => waiting(view, context));
  else if (result === 'applied' || result === 'planned') {
    const lines = await readyLines(context, view, estimated);
    const took = formatDuration(world.now() - began);
    screen.show(view, () => [`${headline(view, context)} after ${took}`, ...lines]);
  } else return fail(context, view, result);
  return success;
}

function leave({ screen }: Context, view: EnvironmentView): number {
  screen.show(view, () => [`Asked for; ${view.name} is ${view.status}.`, ...next(view, screen.paint.dim)]);
  return success;
}

/** A newer run may have replaced this one as the last; its own record tells how it ended. */
async function resultOf({ api }: Context, view: EnvironmentView, run: string): Promise<string> {
  if (view.run?.id === run) return view.run.phase;
  if (view.lastRun?.id === run) return view.lastRun.result;
  return (await api.getRun(run)).result ?? 'unknown';
}

function waiting(view: EnvironmentView, { screen: { paint } }: Context): string[] {
  const plan = view.plan ? describePlanSummary(view.plan, view.lease, paint) : [];
  return [`${paint.bold(view.name)} is planned and awaits approval`, ...plan, ...next(view, paint.dim)];
}

async function readyLines(
  { api, screen: { paint } }: Context,
  view: EnvironmentView,
  estimated: number | undefined,
): Promise<string[]> {
  const outputs = renderOutputs(await api.getOutputs(view.name));
  const [cost = '', ...more] = describeCost(view);
  const difference =
    estimated === undefined ? '' : `; ${describeDifference(estimated, view.cost.monthly, 'estimated')}`;
  return [
    ...renderFields([['Cost', [`${cost}${difference}`, ...more]]]),
    ...(outputs.length > 0 ? [paint.bold('Outputs'), ...outputs.map((line) => `  ${line}`)] : []),
  ];
}

function fail({ screen }: Context, view: EnvironmentView, result: string): number {
  screen.show(view, () => [
    `The run ${result}: ${headline(view, { screen })}`,
    ...describeTrouble(view, screen.paint),
    ...next(view, screen.paint.dim),
  ]);
  return exitCodes.unsuccessful;
}

function headline({ name, status }: EnvironmentView, { screen: { paint } }: Pick<Context, 'screen'>): string {
  return `${paint.bold(name)} is ${paintStatus(status, paint)}`;
}

function next(view: EnvironmentView, dim: (text: string) => string): string[] {
  return nextCommands(view).map((command) => `${dim('Next:')} ${command}`);
}
