import { byArn, byGroup } from '../arn-form';
import { arnIn, childOf, idFrom, whole, type Seed } from '../identity';
import { type IamNeed, keyed, need, retagging, tagging, whenChanged } from '../need';
import type { Planned, Value } from '../planned-value';
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

/** An issuer that is known only after the apply is that of a cluster of EKS, which is made with it. */
const providerOrAny = (value: Value) => providerPath(value) ?? 'oidc-provider/oidc.eks.*';

function policyPath(value: Value): string | undefined {
  const name = value('name');
  return name && `policy${value('path') ?? '/'}${name}`;
}

const policyOrAny = (value: Value) => policyPath(value) ?? 'policy/{name}';

const boundaryKey = 'iam:PermissionsBoundary';
const boundaryOf = (role: Planned | undefined) => role?.value('permissions_boundary');

/** A right to change a role, which policies may bind to the boundary that the role has. */
const bounded = (on: string, ...actions: string[]): IamNeed =>
  keyed(iam(on, ...actions), { [boundaryKey]: boundaryOf });

/** The same, asked by what only names its role. */
const boundedByRole = (...actions: string[]): IamNeed =>
  keyed(iam('role/{role}', ...actions), {
    [boundaryKey]: ({ other }) => boundaryOf(other('aws_iam_role', 'role')),
  });

const boundAttachment = (action: string): IamNeed => {
  const bound = boundedByRole(action);
  return { ...bound, keys: { ...bound.keys, 'iam:PolicyARN': ({ value }) => value('policy_arn') } };
};

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
    read: [iam(providerOrAny, 'GetOpenIDConnectProvider')],
    create: [tagging(iam(providerOrAny, 'CreateOpenIDConnectProvider', 'TagOpenIDConnectProvider'))],
    update: [
      whenChanged('client_id_list', iam(providerOrAny, 'AddClientIDToOpenIDConnectProvider')),
      whenChanged('client_id_list', iam(providerOrAny, 'RemoveClientIDFromOpenIDConnectProvider')),
      whenChanged('thumbprint_list', iam(providerOrAny, 'UpdateOpenIDConnectProviderThumbprint')),
    ],
    retag: [
      retagging(iam(providerOrAny, 'TagOpenIDConnectProvider')),
      iam(providerOrAny, 'UntagOpenIDConnectProvider'),
    ],
    // Before it goes, it is asked who trusts it.
    destroy: [iam(providerOrAny, 'DeleteOpenIDConnectProvider'), iam('*', 'ListRoles')],
    price: free,
  },
  aws_iam_policy: {
    identity: { seed: arnIn('iam', policyPath, true), holdsAccount: true },
    arn: byArn('iam', /^policy\//),
    tags: 'unlisted',
    read: [iam(policyOrAny, 'GetPolicy', 'GetPolicyVersion')],
    create: [tagging(iam(policyOrAny, 'CreatePolicy', 'TagPolicy'))],
    // IAM keeps five versions: the oldest goes before another comes.
    update: [
      whenChanged(
        'policy',
        iam(policyOrAny, 'ListPolicyVersions', 'CreatePolicyVersion', 'DeletePolicyVersion'),
      ),
    ],
    retag: [retagging(iam(policyOrAny, 'TagPolicy')), iam(policyOrAny, 'UntagPolicy')],
    destroy: [iam(policyOrAny, 'ListPolicyVersions', 'DeletePolicyVersion', 'DeletePolicy')],
    offered: true,
    price: free,
  },
  aws_iam_role: {
    identity: idFrom('name'),
    arn: byGroup('iam', /^role\/(?:.*\/)?([^/]+)$/, 'name'),
    tags: 'unlisted',
    read: [iam('role{path}{name}', 'GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies')],
    create: [tagging(bounded('role{path}{name}', 'CreateRole')), tagging(iam('role{path}{name}', 'TagRole'))],
    update: [
      whenChanged('assume_role_policy', bounded('role{path}{name}', 'UpdateAssumeRolePolicy')),
      whenChanged('description', bounded('role{path}{name}', 'UpdateRoleDescription')),
      whenChanged('max_session_duration', bounded('role{path}{name}', 'UpdateRole')),
      whenChanged('permissions_boundary', bounded('role{path}{name}', 'PutRolePermissionsBoundary')),
    ],
    retag: [retagging(iam('role{path}{name}', 'TagRole')), iam('role{path}{name}', 'UntagRole')],
    destroy: [iam('role{path}{name}', 'ListInstanceProfilesForRole', 'DeleteRole')],
    price: free,
  },
  aws_iam_role_policy: {
    identity: childOf('role', rolePolicy),
    tags: 'none',
    read: [iam('role/{role}', 'GetRolePolicy')],
    create: [boundedByRole('PutRolePolicy')],
    update: [boundedByRole('PutRolePolicy')],
    destroy: [boundedByRole('DeleteRolePolicy')],
    price: free,
  },
  aws_iam_role_policy_attachment: {
    identity: childOf('role', rolePolicyAttachment),
    tags: 'none',
    read: [iam('role/{role}', 'ListAttachedRolePolicies')],
    create: [boundAttachment('AttachRolePolicy')],
    destroy: [boundAttachment('DetachRolePolicy')],
    price: free,
  },
  aws_iam_user: {
    identity: idFrom('name'),
    arn: byGroup('iam', /^user\/(?:.*\/)?([^/]+)$/, 'name'),
    tags: 'unlisted',
    price: free,
  },
};
