import type { Lease } from '../lease';

/**
 * The tags of everything a life makes. They never change: `idp:ttl` and `idp:expires-at` are those of the request,
 * because an extension never runs Terraform and the registry decides.
 */
export function environmentTags(life: {
  name: string;
  id: string;
  template: string;
  owner: string;
  lease: Lease;
}): Record<string, string> {
  return {
    'idp:managed': 'true',
    'idp:environment': life.name,
    'idp:environment-id': life.id,
    'idp:template': life.template,
    'idp:owner': life.owner,
    'idp:created-at': life.lease.startedAt,
    'idp:ttl': life.lease.ttl,
    'idp:expires-at': life.lease.expiresAt ?? 'never',
    'cost-center': 'engineering',
  };
}
