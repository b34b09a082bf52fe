import { byArn, byGroup } from '../arn-form';
import { arnIn, childOf, idFrom, whole, type Seed } from '../identity';
import { need } from '../need';
import type { Value } from '../planned-value';
import { free } from '../pricing';
import type { FactsByType } from '../resource-facts';

const iam = need('iam');

const rolePolicy: Seed = (value) => {
  const [role, name] = [value('role'), value('name')];
  return whole({ id: role && name && `${role}:${name}`, role, name });
};

const rolePolicyAttachment: Seed = (value) => {
  const [role, policy] = [value('role'), value('policy_arn')];
  return whole({ id: role && policy && `${role}-${policy}`, role, policy_arn: policy });
};

/** IAM names a provider by its address without the scheme. */
const providerPath = (value: Value) => {
  const url = value('url');
  return url && `oidc-provider/${url.replace('https://', '')}`;
};

function policyPath(value: Value): string | undefined {
  const name = value('name');
  return name && `policy${value('path') ?? '/'}${name}`;
}

/** AWS IAM. */
export const iamTypes: FactsByType = {
  aws_iam_group: {
    identity: idFrom('name'),
    tags: 'unlisted',
    price: free,
  },
  aws_iam_instance_profile: {
    identity: idFrom('name'),
    arn: byGroup('iam', /^instance-profile\/(?:.*\/)?([^/]+)$/, 'name'),
    price: free,
  },
  aws_iam_openid_connect_provider: {
    identity: { seed: arnIn('iam', providerPath, true), holdsAccount: true },
    arn: byArn('iam', /^oidc-provider\//),
    tags: 'listed',
    destroy: [
      iam(
        (value) => providerPath(value) ?? 'oidc-provider/*',
        'GetOpenIDConnectProvider',
        'DeleteOpenIDConnectProvider',
      ),
      // Before it goes, it is asked who trusts it.
      iam('*', 'ListRoles'),
    ],
    price: free,
  },
  aws_iam_policy: {
    identity: { seed: arnIn('iam', policyPath, true), holdsAccount: true },
    arn: byArn('iam', /^policy\//),
    price: free,
  },
  aws_iam_role: {
    identity: idFrom('name'),
    arn: byGroup('iam', /^role\/(?:.*\/)?([^/]+)$/, 'name'),
    tags: 'unlisted',
    destroy: [
      iam('role{path}{name}', 'GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies'),
      iam('role{path}{name}', 'ListInstanceProfilesForRole', 'DeleteRole'),
    ],
    price: free,
  },
  aws_iam_role_policy: {
    identity: childOf('role', rolePolicy),
    tags: 'none',
    destroy: [iam('role/{role}', 'GetRolePolicy', 'DeleteRolePolicy')],
    price: free,
  },
  aws_iam_role_policy_attachment: {
    identity: childOf('role', rolePolicyAttachment),
    tags: 'none',
    destroy: [iam('role/{role}', 'ListAttachedRolePolicies', 'DetachRolePolicy')],
    price: free,
  },
  aws_iam_user: {
    identity: idFrom('name'),
    arn: byGroup('iam', /^user\/(?:.*\/)?([^/]+)$/, 'name'),
    tags: 'unlisted',
    price: free,
  },
};
