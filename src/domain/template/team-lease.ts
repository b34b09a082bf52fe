import { type LeaseBounds, limitLease, longer } from '../lease';
import type { AcceptedLease, CatalogEntry } from './template';
import { teamOf } from './template-name';

/** What a team may ask for by itself: longer than this is as good as for ever. */
const ownLease: AcceptedLease = { max: '30d', permanent: false };

/** The lease of a template; of a team's no longer than an administrator accepted, or a month. */
export function acceptedLeaseOf(
  name: string,
  lease: LeaseBounds,
  entry: Pick<CatalogEntry, 'acceptedLease'> | undefined,
): LeaseBounds {
  if (teamOf(name) === undefined) return lease;
  const { max, permanent } = entry?.acceptedLease ?? ownLease;
  return limitLease(name, lease, {
    maxTtl: longer(max, ownLease.max),
    permanent: permanent ? [name] : [],
  });
}

/** What is accepted once a lease is, besides what was before. */
export function withLease(before: AcceptedLease = ownLease, { max, permanent }: LeaseBounds): AcceptedLease {
  return { max: longer(before.max, max), permanent: before.permanent || permanent };
}

/** What of a lease is not accepted yet; undefined where it is as it is asked for. */
export function unacceptedLease(asked: LeaseBounds, given: LeaseBounds): AcceptedLease | undefined {
  const { max, permanent } = asked;
  return max === given.max && permanent === given.permanent ? undefined : { max, permanent };
}
