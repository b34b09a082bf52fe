import type { Living } from '../../domain/environment/environment';
import type { EnvironmentView } from '../../domain/environment/view';
import { extendLease } from '../../domain/lease';
import { judgeExtension } from '../../domain/policy/judge-extension';
import { approvalsIn, refuseDenied } from '../../domain/policy/judge-request';
import type { Deps } from '../ports/deps';
import { extensionBy } from './deeds/deed-rules';
import type { BuildingDeps } from './deeds/read-offer';
import { readEnvironment } from './environments';
import { findLife } from './find-life';
import { command, type Judged, type UserInput } from './user-operation';

type Input = UserInput & { ttl: string };
type ExtendingDeps = BuildingDeps & Pick<Deps, 'policy'>;

/** Makes the lease longer by a ttl from its present end, as far as the policy allows that. */
export async function extendEnvironment(input: Input, deps: ExtendingDeps): Promise<EnvironmentView> {
  const { uses = [] } = await readEnvironment(input.name, deps);
  // Nobody makes a lease shorter, so what is read here is not less when it is decided.
  const producers = await Promise.all(uses.map((one) => findLife(one, deps)));
  const within = producers.filter((one) => one !== undefined);
  const decided = extensionBy(input.actor, input.ttl, within);
  const judge = (seen: Living) => judgeLonger(seen, input.ttl, deps);
  return command(input, { deed: 'extend', decided, judge }, deps);
}

/** A lease that the policy denies is refused; one that needs approval is left to approvers. */
function judgeLonger(
  seen: Living,
  ttl: string,
  { policy, clock }: Pick<ExtendingDeps, 'policy' | 'clock'>,
): Judged {
  const { team, target, wanted, cost } = seen;
  const about = { template: wanted.template.name, team, target, hourly: cost.hourly };
  const judgement = judgeExtension(policy, about, extendLease(seen, ttl, clock()));
  const because = approvalsIn(judgement).join(' ').replace(/\.$/, '');
  const isForApprovers = judgement.verdict === 'approve';
  return {
    access: isForApprovers ? { need: 'approve', what: 'extend', because } : undefined,
    refuse: () => refuseDenied(judgement),
  };
}
