import { runFailure } from '../../domain/environment/run-failure';
import { formatAddress } from '../../domain/terraform/address';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import type { StateFile } from '../../domain/terraform/state-file';
import { lifeTag } from '../verify/planned-creates';
import { isRecord } from '../verify/probe/record';

/** A RunFailure, by address, where a planned resource is known to go without the tag by which its life is found. */
export function refuseUntagged(plan: PlanJson, life: string): void {
  const addresses = plan.resource_changes
    .filter((one) => tagOf(one, life) === 'lacking')
    .map(({ address }) => address);
  if (addresses.length > 0) throw untagged('would go', addresses);
}

/** The addresses of planned resources of which only the apply will say whether they bear the life's tag. */
export function tagsUnknownIn(plan: PlanJson, life: string): string[] {
  return plan.resource_changes.filter((one) => tagOf(one, life) === 'unknown').map(({ address }) => address);
}

/** A RunFailure, by address, where one of these resources was made without the life's tag. */
export function refuseUntaggedState(state: StateFile, addresses: readonly string[], life: string): void {
  const lacking = state.resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ instances, module = null, type, name }) =>
      instances
        .filter(({ attributes, deposed }) => deposed === undefined && !bears(attributes['tags_all'], life))
        .map(({ index_key: index = null }) => formatAddress({ module, type, name, index })),
    )
    .filter((address) => addresses.includes(address));
  if (lacking.length > 0) throw untagged('were made', lacking);
}

/** What is known of the tag of what a change leaves: nothing where its type has no `tags_all`, or where it goes. */
function tagOf({ mode, change }: ResourceChange, life: string): 'none' | 'tagged' | 'lacking' | 'unknown' {
  const { after, after_unknown: unknown, actions } = change;
  if (mode !== 'managed' || !after || actions.includes('forget')) return 'none';
  const pending = isRecord(unknown) ? unknown['tags_all'] : undefined;
  if (pending === true || (isRecord(pending) && pending[lifeTag] === true)) return 'unknown';
  if (!Object.hasOwn(after, 'tags_all')) return 'none';
  return bears(after['tags_all'], life) ? 'tagged' : 'lacking';
}

function bears(tags: unknown, life: string): boolean {
  return isRecord(tags) && tags[lifeTag] === life;
}

function untagged(how: string, addresses: string[]) {
  const reason = `${addresses.join(', ')} ${how} without the tag ${lifeTag}, which identifies the resources of a life. The providers and resources of the template must not ignore or replace the default tags.`;
  return runFailure('configuration', reason, addresses);
}
