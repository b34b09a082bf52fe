import { textAt, textsAt } from '../input';
import { eachOf, namedBy } from '../named-by';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** AWS IAM; the path of what exists is looked up by nobody here, so names stand below the root. */
export const iam: ServiceRules = {
  prefix: 'iam',
  signedAs: ['iam'],
  protocol: 'query',
  arn: ({ account }, part) => `arn:aws:iam::${account}:${part}`,
  // A simulation is about whom it simulates, not about what it asks of them.
  about: { SimulatePrincipalPolicy: ['PolicySourceArn'] },
  named: eachOf(
    roles,
    namedBy('user', 'user/{}', 'UserName'),
    namedBy('group', 'group/{}', 'GroupName'),
    namedBy('policy', 'policy/{}', 'PolicyName'),
    namedBy('instance-profile', 'instance-profile/{}', 'InstanceProfileName'),
    providers,
    serviceLinkedRoles,
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  context: {
    'iam:awsservicename': ({ input }) => [textAt(input, 'AWSServiceName') ?? ''],
    // Of a call that sets one; of any other, the role's own counts.
    'iam:permissionsboundary': ({ input }) => textsAt(input, 'PermissionsBoundary'),
    'iam:policyarn': ({ input }) => [textAt(input, 'PolicyArn') ?? ''],
  },
  lookedUp: {
    'iam:permissionsboundary': async (arn, ask) => {
      const RoleName = arn.split('/').at(-1) ?? '';
      const xml = await ask('iam', { form: { Action: 'GetRole', Version: '2010-05-08', RoleName } });
      return [...xml.matchAll(/<PermissionsBoundaryArn>(.*?)</g)].map(([, boundary = '']) => boundary);
    },
  },
};

function roles({ name, input }: Operation): NamedResource[] {
  const role = textAt(input, 'RoleName');
  if (role === undefined) return [];
  const path = name === 'CreateRole' ? (textAt(input, 'Path') ?? '/') : '/';
  return [{ type: 'role', part: `role${path}${role}` }];
}

function providers({ name, input }: Operation): NamedResource[] {
  const url = textAt(input, 'Url');
  if (name !== 'CreateOpenIDConnectProvider' || url === undefined) return [];
  return [{ type: 'oidc-provider', part: `oidc-provider/${url.replace(/^https:\/\//, '')}` }];
}

function serviceLinkedRoles({ name, input }: Operation): NamedResource[] {
  if (!/ServiceLinkedRole$/.test(name)) return [];
  return [{ type: 'role', part: `role/aws-service-role/${textAt(input, 'AWSServiceName')}/*` }];
}
