import type { EnvironmentView } from '../client/typed/types';
import { formatTtl, parseTtl } from '../domain/lease';
import type { ActionContext } from './action-context';

const minute = 60_000;

/**
 * Lets the lease end `ttl` from now, its own ttl if none is wished, as far as its longest time allows; never earlier than
 * it would. Adding the ttl at each push instead would use that time up within a busy day.
 */
export async function renewLease(
  { api }: ActionContext,
  view: EnvironmentView,
  ttl: string | undefined,
): Promise<EnvironmentView> {
  const { expiresAt, startedAt, max } = view.lease;
  if (expiresAt === null) return view;
  // The lease is reckoned by the control plane's clock, not by that of the job.
  const now = Date.parse((await api.getHealth()).at);
  const wanted = now + parseTtl(ttl ?? view.lease.ttl);
  const latest = Date.parse(startedAt) + parseTtl(max);
  const missing = Math.min(wanted, latest) - Date.parse(expiresAt);
  return missing < minute ? view : api.extendEnvironment(view.name, formatTtl(missing));
}
