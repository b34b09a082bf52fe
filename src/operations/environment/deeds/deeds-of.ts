import { isDomainError } from '../../../domain/base/errors';
import { type Instant, latest } from '../../../domain/base/time';
import { decideEnvironment } from '../../../domain/environment/decide';
import { Deed } from '../../../domain/environment/decisions/deed';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import { deedRules, type Doer, permit } from './deed-rules';

/**
 * What the doer may do now: whatever its operation would accept, and would change something by. Each is decided by the rules of
 * the operation itself, and nothing is written.
 */
export function deedsOf(environment: Environment, doer: Doer, now: Instant): Deed[] {
  if (hasEnded(environment)) return [];
  return Deed.options.filter((deed) => mayDo(deed, environment, { doer, now }));
}

/** The same of one deed. */
export function mayDo(
  deed: Deed,
  environment: Environment,
  { doer, now }: { doer: Doer; now: Instant },
): boolean {
  // A run that it would open needs an id, which nobody sees.
  const moment = { now: latest(now, environment.updatedAt), newId: environment.id };
  try {
    permit(deed, doer, environment);
    return decideEnvironment(environment, deedRules[deed].least(environment, doer), moment) !== null;
  } catch (error) {
    if (isDomainError(error)) return false;
    throw error;
  }
}
