import { type Nanos, toNanos } from '../../../domain/cost/money';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import type { Holder } from '../../../domain/limits/limits';
import type { Counted, HeldShares, Lives } from '../../../domain/limits/shares';
import type { Registry } from '../../ports/environment';
import { gatherAll } from '../list/gather';
import { inLanes } from '../../registry/in-lanes';

const atOnce = 16;
const living = ['pending', 'ready', 'failed', 'destroying', 'stuck'];

/** An environment as a quota counts it. */
export function countedOf(environment: Environment): Counted {
  const { id, name, run } = environment;
  return {
    id,
    name,
    hourly: acceptedCost(environment),
    isBusy: run !== null,
    hasEnded: hasEnded(environment),
  };
}

/** A first plan that waits is what it would cost and nobody has accepted: until then the share counts that was taken for it. */
function acceptedCost({ cost, run, applied }: Environment): Nanos {
  return run?.phase === 'awaiting-approval' && !applied ? 0 : toNanos(cost.hourly);
}

/** The holder's last lives under these names, by consistent reads. */
export async function livesOf(
  { holder, shares }: Pick<HeldShares, 'holder' | 'shares'>,
  registry: Registry,
): Promise<Lives> {
  const names = [...new Set(shares.map(({ name }) => name))];
  const found = await inLanes(names, atOnce, (name) => registry.get(name));
  const own = found.filter((seen) => seen !== undefined).filter((seen) => isOf(holder, seen));
  return new Map(own.map((one) => [one.name, countedOf(one)]));
}

/** Everything of a holder that the list shows, which may be slightly out of date. */
export async function listedOf({ kind, name }: Holder, registry: Registry): Promise<Counted[]> {
  const filter =
    kind === 'owner'
      ? { owner: name, is: { status: living } }
      : { is: { status: living, 'body.team': name } };
  const items = await gatherAll((page) => registry.list(filter, page));
  return items.map(countedOf);
}

function isOf({ kind, name }: Holder, { owner, team }: Environment): boolean {
  return (kind === 'owner' ? owner : team) === name;
}
