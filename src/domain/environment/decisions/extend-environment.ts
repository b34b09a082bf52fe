import { extendLease, type Lease } from '../../lease';
import { refuseExtension } from '../../limits/heeded-budget';
import type { Environment } from '../environment';
import { refuseOutliving } from '../uses/references';
import { type Change, type Moment, requireLiving } from './change';

/** A longer lease; `mayExceed`: by somebody whom no budget of an owner or a team stops. */
export interface Extension {
  ttl: string;
  by: string;
  mayExceed?: boolean;
  /** The ends of those whose outputs it takes. */
  within?: readonly { name: string; lease: Pick<Lease, 'expiresAt'> }[];
}

/** Makes the lease longer; nothing is run, the registry decides. */
export function extendEnvironment(
  environment: Environment,
  { ttl, by, mayExceed, within = [] }: Extension,
  { now }: Moment,
): Change {
  const living = requireLiving(environment, now, 'extend');
  if (!mayExceed) refuseExtension(living.heeded ?? [], living.name, now);
  const lease = extendLease(living, ttl, now);
  for (const one of within) refuseOutliving({ name: living.name, ends: lease.expiresAt }, one);
  const data = { ttl, from: living.lease.expiresAt, expiresAt: lease.expiresAt };
  return {
    environment: { ...living, lease },
    events: [{ type: 'LeaseExtended', actor: by, data }],
    effects: [],
  };
}
