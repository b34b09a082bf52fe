import type { Actor } from '../../../domain/access/actor';
import type { Asker } from '../../../domain/environment/allow-use';
import type { Deed } from '../../../domain/environment/decisions/deed';
import { type Environment, isLiving } from '../../../domain/environment/environment';
import type { PlaceInLine } from '../../../domain/environment/slots/place-in-line';
import { type EnvironmentView, toView } from '../../../domain/environment/view';
import type { Deps } from '../../ports/deps';
import { type LineDeps, linesOf } from '../slots/lines-of';
import type { Doer } from './deed-rules';
import { deedsOf } from './deeds-of';
import { askerOf } from './read-offer';

/** What is needed to say what somebody may do. */
export type ShowingDeps = Pick<Deps, 'catalog' | 'targets' | 'selfApproval' | 'clock'> & LineDeps;

/** An environment as the API shows it to an actor, with what they may do. */
export async function showTo(
  actor: Actor,
  environment: Environment,
  deps: ShowingDeps,
): Promise<EnvironmentView> {
  const line = await placeOf(environment, deps);
  return { ...toView(environment, { line }), can: await canOf(actor, environment, deps) };
}

/** Where the run of an environment waits in line; undefined where it does not. */
export async function placeOf(environment: Environment, deps: LineDeps): Promise<PlaceInLine | undefined> {
  return (await linesOf([environment], deps)).get(environment.run?.id ?? '');
}

/** What an actor may do to an environment. */
export async function canOf(actor: Actor, environment: Environment, deps: ShowingDeps): Promise<Deed[]> {
  return deedsOf(environment, await doerOf(actor, [environment], deps), deps.clock());
}

/** The same of all in a list. */
export async function showAllTo(
  actor: Actor,
  environments: readonly Environment[],
  deps: ShowingDeps,
): Promise<EnvironmentView[]> {
  const doer = await doerOf(actor, environments, deps);
  const lines = await linesOf(environments, deps);
  const now = deps.clock();
  return environments.map((environment) => ({
    ...toView(environment, { line: lines.get(environment.run?.id ?? '') }),
    can: deedsOf(environment, doer, now),
  }));
}

/** Whoever asks; what is on its way out, or has ended, is shown without a look at the catalog. */
export async function doerOf(
  actor: Actor,
  environments: readonly Environment[],
  deps: ShowingDeps,
): Promise<Doer> {
  const asker = environments.some(isLiving) ? await askerIfOffered(actor, deps) : undefined;
  return { actor, asker, selfApproval: deps.selfApproval, now: deps.clock() };
}

/** An environment is shown also while the catalog cannot be read: what needs the catalog cannot be done then. */
async function askerIfOffered(actor: Actor, deps: ShowingDeps): Promise<Asker | undefined> {
  try {
    return await askerOf(actor, deps);
  } catch (error) {
    deps.log.warn(
      'The catalog could not be read; operations that need it are left out of what the caller can do.',
      {
        reason: String(error),
      },
    );
    return undefined;
  }
}
