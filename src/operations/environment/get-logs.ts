import { isClaimed } from '../../domain/environment/run';
import type { Deps } from '../ports/deps';
import type { LogPage } from '../ports/environment';
import { getRun, type RunLookup } from './get-run';

/** Log lines of a run behind the token `after`; empty while no build has begun. */
export async function getLogs(
  { actor, id, after }: RunLookup & { after?: string | undefined },
  deps: Pick<Deps, 'runs' | 'registry' | 'builds'>,
): Promise<LogPage> {
  const run = await getRun({ actor, id }, deps);
  const build = run.build ?? (await claimingBuild(run.environment, id, deps));
  if (build) return deps.builds.logs(build, after);
  return { lines: [], next: after ?? null, done: Boolean(run.endedAt) };
}

/** The environment knows a claim a little before the run's record shows it. */
async function claimingBuild(
  name: string,
  id: string,
  { registry }: Pick<Deps, 'registry'>,
): Promise<string | undefined> {
  const run = (await registry.get(name))?.run ?? null;
  return run?.id === id && isClaimed(run) ? run.build : undefined;
}
