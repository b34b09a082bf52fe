import type { EnvironmentView } from '../client/typed/types';
import { CliError } from '../client/errors';

/**
 * The digest to decide about: the one that was named, else that of the plan on show. Whether it still waits is for the
 * control plane to say, so a plan that was decided meanwhile is its conflict, not our guess.
 */
export function waitingDigest(
  { name, status, run, plan }: EnvironmentView,
  named: string | undefined,
): string {
  const digest = named ?? plan?.digest;
  if (digest !== undefined) return digest;
  throw new CliError(
    'conflict',
    `'${name}' has no plan that awaits approval (it is ${run?.phase ?? status}).`,
    {
      code: 'NotAwaitingApproval',
    },
  );
}
