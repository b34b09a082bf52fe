import type { Actor } from '../../../domain/access/actor';
import { DomainError } from '../../../domain/base/errors';
import { day, type Instant } from '../../../domain/base/time';
import type { StackConsent } from '../../../domain/stack/entry/consent';
import { consentableFor, isPlanned, isTooOld, type StackPlan } from '../../../domain/stack/plan/stack-plan';
import type { Deps } from '../../ports/deps';
import { readStackPlan } from '../plan/stack-plans';

/** Why nobody consents to a plan any more: it might be removed while the consent holds. */
export const tooOld = `it was made more than ${consentableFor / day} days ago`;

/** A yes that comes with an apply: to which plan of the stack, and for how many hours it holds. */
export interface AskedConsent {
  plan: string;
  hours: number;
}

/** What the plan is to be of. */
interface Of {
  stack: string;
  /** The document that is applied. */
  digest: string;
  /** The stack's present life; null where there is none. */
  life: string | null;
}

/** The yes of whoever applies a document to the plan of that very document; what it could not plan is not in it. */
export async function consentTo(
  { plan: id, hours: mostHours }: AskedConsent,
  of: Of,
  { actor, deps }: { actor: Actor; deps: Deps },
): Promise<StackConsent> {
  const plan = await readStackPlan(id, deps);
  const why = whyUnfit(plan, of, deps.clock());
  if (why !== undefined) throw new DomainError('StackPlanUnfit', { stack: of.stack, plan: id, why });
  const shown = Object.entries(plan.components).flatMap(([name, { run, life, digest: wanted, result }]) =>
    result?.result === 'shown' ? [[name, { run, digest: result.digest, life, wanted }] as const] : [],
  );
  const given = [{ by: actor.id, at: deps.clock(), mostHours }];
  return { plan: id, shown: Object.fromEntries(shown), given };
}

function whyUnfit(plan: StackPlan, { stack, digest, life }: Of, now: Instant): string | undefined {
  if (plan.stack !== stack) return `it belongs to the stack '${plan.stack}'`;
  if (plan.digest !== digest) return 'it was made for another document';
  if (plan.cancelled) return 'it was cancelled';
  if (!isPlanned(plan)) return 'it is not complete yet';
  if (isTooOld(plan, now)) return tooOld;
  return plan.stackLife === life ? undefined : 'it was made for another life of the stack';
}
