import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../client/errors';
import { followEnvironment, isAtRest, isGone, isRunOver } from '../client/follow-environment';
import type { EnvironmentView } from '../client/typed/types';
import type { ActionContext, JobContext } from './action-context';
import { renewLease } from './renew-lease';
import type { RepositoryConfig } from '../domain/access/repository-config';
import type { PreviewSource } from '../domain/access/preview-source';

/** What a repository wants made or changed, and, for a preview, from which of its files. */
export type Wanted = Omit<RepositoryConfig, 'name'> & { source?: PreviewSource };

/**
 * The environment as the repository wants it: made where there is none, else its lease renewed and what differs changed.
 * Asking again changes nothing, so that a job may be run again.
 */
export async function bringUp(
  context: ActionContext,
  name: string,
  wanted: Wanted,
): Promise<EnvironmentView> {
  const present = await findAtRest(context, name);
  if (!present) return create(context, name, wanted);
  refuseOtherTemplate(present, wanted);
  const renewed = await scheduleSleep(context, await renewLease(context, present, wanted.ttl), wanted);
  if (isAsWanted(renewed, wanted)) return renewed;
  return followRun(context, await bringToWanted(context, renewed, wanted));
}

/** Sets the schedule that the repository has; one that a person set is left alone where it has none. */
async function scheduleSleep(
  { api }: ActionContext,
  view: EnvironmentView,
  { sleep }: Wanted,
): Promise<EnvironmentView> {
  if (sleep === undefined || view.sleep?.schedule === sleep) return view;
  return api.scheduleSleep(view.name, sleep);
}

/** The environment of this name once nothing is done to it; null when there is none, or only one that is gone. */
export async function findAtRest(context: JobContext, name: string): Promise<EnvironmentView | null> {
  const found = await find(context, name);
  if (!found) return null;
  const view = await followEnvironment(context, found, isAtRest(context.world));
  return isGone(view.status) ? null : view;
}

async function find({ api }: JobContext, name: string): Promise<EnvironmentView | null> {
  try {
    return await api.getEnvironment(name);
  } catch (error) {
    if (error instanceof CliError && error.facts.code === 'EnvironmentNotFound') return null;
    throw error;
  }
}

async function create(context: ActionContext, name: string, wanted: Wanted): Promise<EnvironmentView> {
  const { url: _, ...body } = wanted;
  return followRun(context, await context.api.createEnvironment({ name, ...withoutUndefined(body) }));
}

/** A key that is there and undefined is no key of a request. */
function withoutUndefined<Body extends object>(body: Body) {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof Body]: Exclude<Body[Key], undefined> };
}

async function followRun(context: ActionContext, started: EnvironmentView): Promise<EnvironmentView> {
  const { run } = started;
  const view = run ? await followEnvironment(context, started, isRunOver(run.id)) : started;
  if (isGone(view.status)) throw ended(view);
  return view;
}

/** Somebody else ended it meanwhile, or it went with a local plane's emulator. */
function ended({ name, id, status }: EnvironmentView): CliError {
  return new CliError(
    'unsuccessful',
    `'${name}' is ${status}: its life ended while this job waited for it.`,
    {
      code: 'EnvironmentEnded',
      hints: [`'idp life ${id}' shows why. Run this job again to create a new one.`],
    },
  );
}

function refuseOtherTemplate({ name, template }: EnvironmentView, wanted: Wanted): void {
  if (template.name === wanted.template) return;
  throw new CliError('conflict', `'${name}' uses the template ${template.name}, not ${wanted.template}.`, {
    code: 'OtherTemplate',
    hints: ['The template of an environment cannot be changed: destroy it first.'],
  });
}

/** What the API shows for a value that it keeps to itself; nobody can see whether it is the wanted one. */
const hidden = '(sensitive)';

/** A plan that a person must decide about is left to them, as long as it is for what is wished. */
function isAsWanted(view: EnvironmentView, wanted: Wanted): boolean {
  if (view.run) return holds(view, wanted);
  return view.status === 'ready' && view.lastRun?.result === 'applied' && holds(view, wanted);
}

function holds({ inputs, template }: EnvironmentView, wanted: Wanted): boolean {
  const sameInputs = Object.entries(wanted.inputs).every(
    ([key, value]) => inputs[key] === hidden || isDeepStrictEqual(inputs[key], value),
  );
  return sameInputs && (wanted.version === undefined || wanted.version === template.version);
}

function bringToWanted(
  { api }: ActionContext,
  view: EnvironmentView,
  wanted: Wanted,
): Promise<EnvironmentView> {
  if (view.status === 'failed' && holds(view, wanted)) return api.retryRun(view.name);
  const { inputs, version } = wanted;
  return api.changeEnvironment(view.name, { inputs, ...(version !== undefined && { version }) });
}
