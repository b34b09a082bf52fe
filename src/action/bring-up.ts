import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../client/errors';
import { followEnvironment, isAtRest, isRunOver } from '../client/follow-environment';
import type { EnvironmentView } from '../domain/environment/view';
import type { Desk } from './action-context';
import { renewLease } from './renew-lease';
import type { RepositoryConfig } from './lease-request';

/**
 * The environment as the repository wishes it: made where there is none, else its lease renewed and what differs changed.
 * Asking again changes nothing, so that a job may be run again.
 */
export async function bringUp(desk: Desk, name: string, wish: RepositoryConfig): Promise<EnvironmentView> {
  const present = await findAtRest(desk, name);
  if (!present) return create(desk, name, wish);
  refuseOtherTemplate(present, wish);
  const renewed = await renewLease(desk, present, wish.ttl);
  if (isAsWished(renewed, wish)) return renewed;
  return followRun(desk, await bringToWish(desk, renewed, wish));
}

/** The environment of this name once nothing is done to it; null when there is none, or only one that is gone. */
export async function findAtRest(desk: Desk, name: string): Promise<EnvironmentView | null> {
  const found = await find(desk, name);
  if (!found) return null;
  const view = await followEnvironment(desk, found, isAtRest(desk.world));
  return view.status === 'destroyed' ? null : view;
}

async function find({ api }: Desk, name: string): Promise<EnvironmentView | null> {
  try {
    return await api.getEnvironment(name);
  } catch (error) {
    if (error instanceof CliError && error.facts.code === 'EnvironmentNotFound') return null;
    throw error;
  }
}

async function create(desk: Desk, name: string, wish: RepositoryConfig): Promise<EnvironmentView> {
  const { url: _, ...body } = wish;
  return followRun(desk, await desk.api.createEnvironment({ name, ...withoutUndefined(body) }));
}

/** A key that is there and undefined is no key of a request. */
function withoutUndefined<Body extends object>(body: Body) {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof Body]: Exclude<Body[Key], undefined> };
}

async function followRun(desk: Desk, started: EnvironmentView): Promise<EnvironmentView> {
  const { run } = started;
  return run ? followEnvironment(desk, started, isRunOver(run.id)) : started;
}

function refuseOtherTemplate({ name, template }: EnvironmentView, wish: RepositoryConfig): void {
  if (template.name === wish.template) return;
  throw new CliError('conflict', `'${name}' is of the template ${template.name}, not ${wish.template}.`, {
    code: 'OtherTemplate',
    hints: ['Destroy it first: the template of an environment cannot be changed.'],
  });
}

/** A plan that a person must decide about is left to them, as long as it is for what is wished. */
function isAsWished(view: EnvironmentView, wish: RepositoryConfig): boolean {
  if (view.run) return holds(view, wish);
  return view.status === 'ready' && view.lastRun?.result === 'applied' && holds(view, wish);
}

function holds({ inputs, template }: EnvironmentView, wish: RepositoryConfig): boolean {
  const sameInputs = Object.entries(wish.inputs).every(([key, value]) =>
    isDeepStrictEqual(inputs[key], value),
  );
  return sameInputs && (wish.version === undefined || wish.version === template.version);
}

function bringToWish({ api }: Desk, view: EnvironmentView, wish: RepositoryConfig): Promise<EnvironmentView> {
  if (view.status === 'failed' && holds(view, wish)) return api.retryRun(view.name);
  const { inputs, version } = wish;
  return api.changeEnvironment(view.name, { inputs, ...(version !== undefined && { version }) });
}
