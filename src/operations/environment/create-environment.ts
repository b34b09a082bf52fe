import { authorize, authorizePreview } from '../../domain/access/authorize';
import { isDomainError } from '../../domain/base/errors';
import type { EnvironmentView } from '../../domain/environment/view';
import type { CreateEnvironmentInput } from './create/creation-request';
import { insertLife } from './create/insert-life';
import { prepareBirth } from './create/prepare-birth';
import { showTo } from './deeds/show-environment';
import { environments } from './environments';
import { findLife } from './find-life';
import { limitPreviews } from './limit-previews';
import { deliver } from '../registry/deliver';
import type { Deps } from '../ports/deps';
import { confirmRequest, releaseRequest, reserveRequest } from '../registry/reserve-request';

/** Nothing is kept under the key of a request that was refused so. */
const refusals = ['NameTaken', 'QuotaReached', 'BudgetReached'] as const;

/**
 * Makes a new life of a name:
 * 1. checks everything that can be checked before anything is written,
 * 2. reserves the Idempotency-Key, if there is one, with the id the life will have,
 * 3. takes its share of the quotas and writes the environment where its name is free, and confirms the reservation; frees it
 *    where the name is taken, or a quota or budget reached,
 * 4. starts its first run.
 */
export async function createEnvironment(input: CreateEnvironmentInput, deps: Deps): Promise<EnvironmentView> {
  authorize(input.actor, 'developer', 'create environments');
  authorizePreview(input.actor, input.name, 'create');
  await limitPreviews(input, deps);
  const birth = await prepareBirth(input, deps);
  const wanted = { ...input, id: birth.id };
  const reserved = await reserveRequest(wanted, (promised) => findLife(promised, deps), deps);
  if (reserved.made) return showTo(input.actor, reserved.made, deps);
  const promised = { ...birth, id: reserved.id };
  const environment = await insertLife(promised, input, deps).catch(async (error: unknown) => {
    // If this fails, the sweep frees the key a quarter of an hour later.
    if (refusals.some((code) => isDomainError(error, code)))
      await releaseRequest({ ...wanted, id: reserved.id }, deps).catch(() => undefined);
    throw error;
  });
  await confirmRequest({ ...wanted, id: environment.id }, deps);
  return showTo(input.actor, await deliver(environments, environment, deps), deps);
}
