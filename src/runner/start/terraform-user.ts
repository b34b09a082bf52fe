import type { RunnerDeps } from '../run-context';
import type { Config } from './identity';

/** Only root may run a program as another user; anybody else is told once that Terraform is their own. */
export function terraformUserOf(
  { LEASEHOLD_TERRAFORM_USER: user }: Config,
  log: RunnerDeps['log'],
): RunnerDeps['terraformUser'] {
  if (user === undefined || process.getuid?.() === 0) return user;
  log(`Terraform runs as the runner's user, not as ${user}, because the runner is not root.`);
  return undefined;
}
