import { textAt, textsAt } from '../input';
import { tagging } from '../in-callers-name';
import { eachOf, namedBy } from '../named-by';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const named = eachOf(
  roles,
  namedBy('user', 'user/{}', 'UserName'),
  namedBy('group', 'group/{}', 'GroupName'),
  namedBy('policy', 'policy/{}', 'PolicyName'),
  namedBy('instance-profile', 'instance-profile/{}', 'InstanceProfileName'),
  providers,
  serviceLinkedRoles,
);

/** AWS IAM; the path of what exists is looked up by nobody here, so names stand below the root. */
export const iam: ServiceRules = {
  prefix: 'iam',
  signedAs: ['iam'],
  protocol: 'query',
  arn: ({ account }, part) => `arn:aws:iam::${account}:${part}`,
  // A simulation is about whom it simulates, not about what it asks of them.
  about: { SimulatePrincipalPolicy: ['PolicySourceArn'] },
  named,
  further: tagsOfTheNew,
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

/** What can be given tags when it is made; the right to give them is asked by its own name (openshift/installer#1073, eksctl-io/eksctl#4046). */
const taggedWhenMade = /^Create(Role|User|Policy|InstanceProfile|OpenIDConnectProvider|SAMLProvider)$/;

function tagsOfTheNew(operation: Operation): FurtherNeed[] {
  const [, kind] = taggedWhenMade.exec(operation.name) ?? [];
  if (kind === undefined) return [];
  const tags = tagsIn(operation.input, 'Tags');
  return named(operation).flatMap(({ part }) => tagging(`iam:Tag${kind}`, part, { tags }));
}

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
