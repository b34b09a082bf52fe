import type { Actor } from '../../../domain/access/actor';
import { isDomainError } from '../../../domain/base/errors';
import { counted } from '../../../domain/base/counted';
import { decideEnvironment } from '../../../domain/environment/decide';
import type { Environment } from '../../../domain/environment/environment';
import type { WaitingRun } from '../../../domain/environment/run';
import { type ConsentJudgement, shortReason } from '../../../domain/stack/entry/component';
import type { StackConsent, GivenConsent, ShownOf } from '../../../domain/stack/entry/consent';
import type { StackEntry } from '../../../domain/stack/entry/stack-entry';
import type { ShownPlan } from '../../../domain/terraform/consent/shown-plan';
import type { Uncovered } from '../../../domain/terraform/consent/uncovered';
import { whatIsNotCovered } from '../../../domain/terraform/consent/what-is-not-covered';
import { approvalOf, permit } from '../../environment/deeds/deed-rules';
import { askerOf } from '../../environment/deeds/read-offer';
import type { Deps } from '../../ports/deps';

/** A plan that waits in a component of a stack that was applied with a yes to a plan of the whole. */
interface Waiting {
  stack: StackEntry;
  component: string;
  environment: Environment;
  run: WaitingRun;
  consent: StackConsent;
}

/**
 * Holds the exact plan of a component against the plan of the stack that somebody said yes to; undefined where no plan waits, where no
 * one said yes to any, or where that was done. The first yes that covers it counts; where none does, the last says what differs.
 */
export async function judgePlan(
  stack: StackEntry,
  { component, environment }: { component: string; environment: Environment },
  deps: Deps,
): Promise<ConsentJudgement | undefined> {
  const { run } = environment;
  const { consent, stopped } = stack.revision;
  if (!consent || stopped || run?.phase !== 'awaiting-approval') return undefined;
  if (stack.components[component]?.judged?.plan === run.plan.digest) return undefined;
  return judge({ stack, component, environment, run, consent }, deps);
}

async function judge(waiting: Waiting, deps: Deps): Promise<ConsentJudgement> {
  const { run, consent } = waiting;
  const plan = run.plan.digest;
  const pair = await readPair(waiting, deps);
  if (typeof pair === 'string') return { plan, by: null, why: shortReason(pair) };
  let why = '';
  for (const given of consent.given) {
    why = (await whyNot({ ...waiting, ...pair, given }, deps)) ?? '';
    if (why === '') return { plan, by: given.by, why: '' };
  }
  return { plan, by: null, why: shortReason(why) };
}

interface Pair {
  shown: ShownPlan;
  exact: ShownPlan;
}

/** Both plans; or, in words, why there is nothing to be held against each other. */
async function readPair(waiting: Waiting, deps: Deps): Promise<Pair | string> {
  const { stack, component, consent, run } = waiting;
  const of = consent.shown[component];
  if (!of) return 'it could not be planned when the stack was';
  if (of.wanted !== stack.components[component]?.wanted?.digest)
    return 'its inputs or template differed then';
  const [shown, exact] = await Promise.all([
    readShown(of, deps),
    run.plan.shown === undefined ? null : readShown({ run: run.plan.run, digest: run.plan.shown }, deps),
  ]);
  if (!shown) return 'the plan that was shown is missing';
  return exact ? { shown, exact } : 'its plan cannot be compared with the one that was shown';
}

/** What lies under the digest; what is missing, or is another document, is no reason to wait: it asks again. */
async function readShown(
  { run, digest }: Pick<ShownOf, 'run' | 'digest'>,
  { previews, log }: Deps,
): Promise<ShownPlan | null> {
  try {
    return (await previews.readShown(run, digest))?.plan ?? null;
  } catch (error) {
    if (!isDomainError(error, 'CorruptRecord')) throw error;
    log.warn('a plan that was shown cannot be read', { run, error });
    return null;
  }
}

/** Why one yes does not cover the plan; undefined where it does, and whoever said it may approve that very plan. */
async function whyNot(
  {
    given: { by, at, mostHours },
    shown,
    exact,
    stack,
    environment,
    run,
  }: Waiting & Pair & { given: GivenConsent },
  deps: Deps,
): Promise<string | undefined> {
  const consent = { plan: shown, at, mostHours };
  const differs = whatIsNotCovered({ consent, exact, now: deps.clock() });
  if (differs.length > 0) return inWords(differs);
  const actor = stack.people[by];
  return actor ? whyForbidden(actor, { environment, run }, deps) : `the rights of ${by} are unknown`;
}

/** A yes given before is no more than one given now: the rule of the component's own plan decides whose it must be. */
async function whyForbidden(
  actor: Actor,
  { environment, run }: Pick<Waiting, 'environment' | 'run'>,
  deps: Deps,
): Promise<string | undefined> {
  const { selfApproval } = deps;
  const doer = { actor, asker: await askerOf(actor, deps), selfApproval, now: deps.clock() };
  try {
    permit('approve', doer, environment);
    decideEnvironment(environment, approvalOf(run.plan.digest, doer), {
      now: doer.now,
      newId: environment.id,
    });
    return undefined;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return error.message;
  }
}

const mostNamed = 3;

function inWords(differs: readonly Uncovered[]): string {
  const named = differs.slice(0, mostNamed).map(({ address, attribute, shown, now, why }) => {
    const what = [address, attribute].filter((one) => one !== null).join(' ');
    return `${what}: ${why} (${brief(shown)}, now ${brief(now)})`;
  });
  const others = differs.length - named.length;
  return [...named, ...(others > 0 ? [`and ${counted(others, 'more difference')}`] : [])].join('; ');
}

function brief(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
