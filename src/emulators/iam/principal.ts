import type { Statement } from './policy-document';

/** Who makes a request. */
export interface Principal {
  /** The ARN of the user or role; for a service its name, such as `sns.amazonaws.com`, for a provider's user the provider's. */
  arn: string;
  /** The twelve digits of the account that the user or role is in. */
  account: string;
  /** The ARN of the session, where it is not the user who asks. */
  sessionArn?: string | undefined;
  /** The name of the service, where it asks for itself. */
  service?: string | undefined;
  /** The identity provider, while its user takes a role. */
  federated?: string | undefined;
}

/** How a policy of a resource names who asks: the very user or session, the role or user behind a session, or the account. */
export type Naming = 'itself' | 'identity' | 'account';

/** How a statement that allows names who asks; null where it does not. */
export function namingIn({ Principal }: Statement, principal: Principal): Naming | null {
  return Principal ? namingOf(Principal, principal) : null;
}

/**
 * Whether a statement that denies is meant for who asks. Of `NotPrincipal` AWS says that whoever is spared must be listed
 * with the account and the role: who is listed alone may be denied still, and is so here.
 */
export function isDenied({ Principal, NotPrincipal }: Statement, principal: Principal): boolean {
  if (Principal) return namingOf(Principal, principal) !== null;
  return NotPrincipal !== undefined && !isSpared(NotPrincipal, principal);
}

type Named = NonNullable<Statement['Principal']>;

function namingOf(named: Named, { arn, account, sessionArn, service, federated }: Principal): Naming | null {
  const { AWS = [], Service = [], Federated = [] } = named;
  if (AWS.includes('*')) return 'itself';
  if (service !== undefined) return Service.includes(service) ? 'itself' : null;
  if (federated !== undefined) return Federated.includes(federated) ? 'itself' : null;
  if (AWS.includes(sessionArn ?? arn)) return 'itself';
  if (AWS.includes(arn)) return 'identity';
  return namesAccount(AWS, account) ? 'account' : null;
}

function isSpared(named: Named, principal: Principal): boolean {
  const { arn, account, sessionArn, service, federated } = principal;
  const { AWS = [] } = named;
  const isAlone = service !== undefined || federated !== undefined || AWS.includes('*');
  if (isAlone) return namingOf(named, principal) !== null;
  return [arn, sessionArn ?? arn].every((one) => AWS.includes(one)) && namesAccount(AWS, account);
}

function namesAccount(named: readonly string[], account: string): boolean {
  return named.some((one) => one === account || new RegExp(`^arn:[\\w-]+:iam::${account}:root$`).test(one));
}
