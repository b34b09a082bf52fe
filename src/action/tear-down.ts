import { followEnvironment, isDestroyOver } from '../client/follow-environment';
import type { EnvironmentView } from '../client/typed/types';
import { CliError } from '../client/errors';
import type { JobContext } from './action-context';

/** Destroys the environment and waits for its end; null when there was none, so that a job may be run again. */
export async function tearDown(context: JobContext, name: string): Promise<EnvironmentView | null> {
  try {
    const asked = await context.api.destroyEnvironment(name);
    return await followEnvironment(context, asked, isDestroyOver(context.world));
  } catch (error) {
    if (error instanceof CliError && error.facts.code === 'EnvironmentNotFound') return null;
    throw error;
  }
}
