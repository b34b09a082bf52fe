/** Credentials of a session; without `expiration` they last. */
export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

/** Opens a session, or throws why it cannot. */
export type OpenSession = () => Promise<SessionCredentials>;

/** AWS's SDKs ask again five minutes before the end, and then must not get the same ones. */
const mostAheadMs = 10 * 60_000;

/**
 * A session that never ends, for any number of callers: a new one is opened ten minutes before the end of the one before,
 * or when half of a short one is over. While none can be opened, the old one goes on to its end.
 */
export function renewing(open: OpenSession, now: () => number = Date.now): OpenSession {
  let current: { credentials: SessionCredentials; renewAt: number } | undefined;
  let opening: Promise<SessionCredentials> | undefined;
  const renew = async () => {
    const openedAt = now();
    const credentials = await open();
    current = { credentials, renewAt: renewalOf(credentials, openedAt) };
    return credentials;
  };
  return async () => {
    if (current && now() < current.renewAt) return current.credentials;
    opening ??= renew().finally(() => (opening = undefined));
    const last = current?.credentials;
    return last && endOf(last) > now() ? opening.catch(() => last) : opening;
  };
}

function renewalOf(credentials: SessionCredentials, openedAt: number): number {
  const end = endOf(credentials);
  return end === Infinity ? Infinity : end - Math.min(mostAheadMs, (end - openedAt) / 2);
}

function endOf({ expiration }: SessionCredentials): number {
  return expiration?.getTime() ?? Infinity;
}
