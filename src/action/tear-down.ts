import { followEnvironment, isDestroyOver } from '../cli/follow-environment';
import type { EnvironmentView } from '../domain/view';
import { CliError } from '../cli/errors';
import type { Desk } from './desk';

/** Destroys the environment and waits for its end; null when there was none, so that a job may be run again. */
export async function tearDown(desk: Desk, name: string): Promise<EnvironmentView | null> {
  try {
    const asked = await desk.api.destroyEnvironment(name);
    return await followEnvironment(desk, asked, isDestroyOver(desk.world));
  } catch (error) {
    if (error instanceof CliError && error.facts.code === 'EnvironmentNotFound') return null;
    throw error;
  }
}
