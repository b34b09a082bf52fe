import { DomainError } from '../../domain/base/errors';
import { allSettled } from '../../domain/base/all-settled';
import type { UsedImage } from '../images/used-image';
import type { Judgement } from '../../domain/policy/judge-policy';
import type { PlanJson } from '../../domain/terraform/plan-json';
import type { RootModule } from '../../bundle/root-module';
import { type CannotEnd, refuseCannotEnd } from './cannot-end';
import { refuseUntagged } from './life-tags';
import { refuseDeniedBy } from './judge-plan';
import { refuseForgets } from './refuse-forgets';
import { typesTouched } from './plan-reader';
import type { RunContext } from '../run-context';

/**
 * The preflights of a plan, beside each other; a denied type is refused before anything is asked. Returns the images that the
 * plan runs, each of which may be run; throws the first refusal, `quotas` before the others.
 */
export async function checkBeforeApply(
  context: RunContext,
  {
    plan,
    module,
    cannotEnd,
    judgement,
  }: {
    plan: PlanJson;
    module: RootModule;
    cannotEnd: readonly CannotEnd[];
    judgement: Judgement | undefined;
  },
  quotas: () => Promise<void> = () => Promise.resolve(),
): Promise<UsedImage[]> {
  refuseDenied(plan, context.deniedTypes);
  refuseDeniedBy(judgement);
  refuseUntagged(plan, context.life.id);
  refuseForgets(plan, module);
  refuseCannotEnd(cannotEnd, context.environment);
  const refusal = new AbortController();
  const target = allSettled([
    quotas(),
    context.checkPermissions({ ...context, plan }),
    context.checkDeletions(plan, context.target),
  ]);
  // A scan may take minutes, and nobody waits for it once the plan is refused.
  target.catch((error: unknown) => refusal.abort(error));
  const [, images] = await allSettled([target, checkImages(context, plan, refusal.signal)]);
  return images;
}

/** PolicyDenied when the plan makes or changes a resource of a type that the platform denies. */
function refuseDenied(plan: PlanJson, deniedTypes: string[]): void {
  const types = typesTouched(plan).filter((type) => deniedTypes.includes(type));
  if (types.length > 0) throw new DomainError('PolicyDenied', { types });
}

/** The images that a plan names, each of which is there and may be run. */
function checkImages(
  { board, persist, images, abort }: RunContext,
  plan: PlanJson,
  refusal: AbortSignal,
): Promise<UsedImage[]> {
  board.begin('images');
  const signal = AbortSignal.any([abort.signal, refusal]);
  return persist(() => images.check(plan, signal));
}
