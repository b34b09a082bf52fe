import type { Ask } from '../../ask';
import { serviceLinkedRole, tagging, usingKey } from '../../in-callers-name';
import { type Input, structuresAt, textAt } from '../../input';
import { type RestRoute, restReader } from '../../rest-route';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const cluster = '/clusters/{name}';

/** Method and path of an operation, as the API's page says them, and what its path names. */
const routes: RestRoute[] = [
  ['GET', '/clusters', 'ListClusters'],
  ['POST', '/clusters', 'CreateCluster'],
  ['GET', cluster, 'DescribeCluster'],
  ['DELETE', cluster, 'DeleteCluster'],
  ['POST', `${cluster}/update-config`, 'UpdateClusterConfig'],
  ['GET', `${cluster}/updates`, 'ListUpdates'],
  ['POST', `${cluster}/updates`, 'UpdateClusterVersion'],
  ['GET', `${cluster}/updates/{updateId}`, 'DescribeUpdate'],
  ['POST', `${cluster}/encryption-config/associate`, 'AssociateEncryptionConfig'],
  ['GET', `${cluster}/node-groups`, 'ListNodegroups'],
  ['POST', `${cluster}/node-groups`, 'CreateNodegroup'],
  ['GET', `${cluster}/node-groups/{nodegroup}`, 'DescribeNodegroup'],
  ['DELETE', `${cluster}/node-groups/{nodegroup}`, 'DeleteNodegroup'],
  ['POST', `${cluster}/node-groups/{nodegroup}/update-config`, 'UpdateNodegroupConfig'],
  ['POST', `${cluster}/node-groups/{nodegroup}/update-version`, 'UpdateNodegroupVersion'],
  ['GET', `${cluster}/fargate-profiles`, 'ListFargateProfiles'],
  ['POST', `${cluster}/fargate-profiles`, 'CreateFargateProfile'],
  ['GET', `${cluster}/fargate-profiles/{fargateprofile}`, 'DescribeFargateProfile'],
  ['DELETE', `${cluster}/fargate-profiles/{fargateprofile}`, 'DeleteFargateProfile'],
  ['GET', '/addons/supported-versions', 'DescribeAddonVersions'],
  ['GET', `${cluster}/addons`, 'ListAddons'],
  ['POST', `${cluster}/addons`, 'CreateAddon'],
  ['GET', `${cluster}/addons/{addon}`, 'DescribeAddon'],
  ['DELETE', `${cluster}/addons/{addon}`, 'DeleteAddon'],
  ['POST', `${cluster}/addons/{addon}/update`, 'UpdateAddon'],
  ['GET', `${cluster}/access-entries`, 'ListAccessEntries'],
  ['POST', `${cluster}/access-entries`, 'CreateAccessEntry'],
  ['GET', `${cluster}/access-entries/{principal}`, 'DescribeAccessEntry'],
  ['POST', `${cluster}/access-entries/{principal}`, 'UpdateAccessEntry'],
  ['DELETE', `${cluster}/access-entries/{principal}`, 'DeleteAccessEntry'],
  ['GET', `${cluster}/access-entries/{principal}/access-policies`, 'ListAssociatedAccessPolicies'],
  ['POST', `${cluster}/access-entries/{principal}/access-policies`, 'AssociateAccessPolicy'],
  ['DELETE', `${cluster}/access-entries/{principal}/access-policies/{policy+}`, 'DisassociateAccessPolicy'],
  ['GET', `${cluster}/pod-identity-associations`, 'ListPodIdentityAssociations'],
  ['POST', `${cluster}/pod-identity-associations`, 'CreatePodIdentityAssociation'],
  ['GET', `${cluster}/pod-identity-associations/{association}`, 'DescribePodIdentityAssociation'],
  ['POST', `${cluster}/pod-identity-associations/{association}`, 'UpdatePodIdentityAssociation'],
  ['DELETE', `${cluster}/pod-identity-associations/{association}`, 'DeletePodIdentityAssociation'],
  ['GET', '/tags/{resourceArn+}', 'ListTagsForResource'],
  ['POST', '/tags/{resourceArn+}', 'TagResource'],
  ['DELETE', '/tags/{resourceArn+}', 'UntagResource'],
];

/** Amazon EKS. */
export const eksRules: ServiceRules = {
  prefix: 'eks',
  signedAs: ['eks'],
  protocol: 'rest-json',
  rest: restReader(routes),
  named,
  completed: async (operation, ask) => ({
    ...operation,
    input: { ...operation.input, found: await arnOf(operation, ask) },
  }),
  tags: ({ input }) => tagsIn(input, 'tags'),
  tagsOf: async (arn, ask) => {
    const text = await ask('eks', { path: `/tags/${encodeURIComponent(arn)}` });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'tags');
  },
  passedTo: ({ name }) =>
    name.endsWith('PodIdentityAssociation') ? 'pods.eks.amazonaws.com' : 'eks.amazonaws.com',
  further: (operation) => [...tagsOnCreate(operation), ...linkedRoles(operation), ...keys(operation)],
};

/** What a call names below its cluster: the parameter, the folder of its path, the type of its ARN, and the member that has it. */
const kinds: [parameter: string, folder: string, type: string, member: string][] = [
  ['nodegroup', 'node-groups', 'nodegroup', 'nodegroup'],
  ['fargateprofile', 'fargate-profiles', 'fargateprofile', 'fargateProfile'],
  ['addon', 'addons', 'addon', 'addon'],
  ['principal', 'access-entries', 'access-entry', 'accessEntry'],
  ['association', 'pod-identity-associations', 'podidentityassociation', 'association'],
];

/** The ARNs of what is in a cluster end with what EKS makes up: they are asked for. */
async function arnOf({ input }: Operation, ask: Ask): Promise<string | undefined> {
  for (const [parameter, folder, , member] of kinds) {
    const name = textAt(input, parameter);
    if (name === undefined) continue;
    const path = `/clusters/${textAt(input, 'name')}/${folder}/${encodeURIComponent(name)}`;
    const text = await ask('eks', { path });
    const [described] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, member);
    return described && textAt(described, `${member}Arn`);
  }
  return undefined;
}

function named({ input }: Operation): NamedResource[] {
  const cluster = textAt(input, 'name');
  if (cluster === undefined) return [];
  const lost = kinds.flatMap(([parameter, , type]) => {
    const name = textAt(input, 'found') === undefined ? textAt(input, parameter) : undefined;
    return name === undefined ? [] : [{ type, part: `${type}/${cluster}/*` }];
  });
  return [{ type: 'cluster', part: `cluster/${cluster}` }, ...lost];
}

/** By operation: the type of what it makes, and the parameter that names it. */
const made: Record<string, [type: string, parameter: string]> = {
  CreateAddon: ['addon', 'addonName'],
  CreateFargateProfile: ['fargateprofile', 'fargateProfileName'],
  CreateNodegroup: ['nodegroup', 'nodegroupName'],
};

/** Tags are a right of their own, also of what is being made (aws/aws-cdk#7163). */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  if (!name.startsWith('Create')) return [];
  const [type, parameter = ''] = made[name] ?? [];
  const cluster = textAt(input, 'name');
  const other = name === 'CreateAccessEntry' ? 'access-entry' : 'podidentityassociation';
  const within =
    type === undefined ? `${other}/${cluster}/*` : `${type}/${cluster}/${textAt(input, parameter)}/*`;
  const part = name === 'CreateCluster' ? `cluster/${cluster}` : within;
  return tagging('eks:TagResource', part, { tags: tagsIn(input, 'tags') });
}

/** docs.aws.amazon.com/eks/latest/userguide/using-service-linked-roles.html */
function linkedRoles({ name }: Operation): FurtherNeed[] {
  const service = {
    CreateCluster: 'eks.amazonaws.com',
    CreateNodegroup: 'eks-nodegroup.amazonaws.com',
    CreateFargateProfile: 'eks-fargate.amazonaws.com',
  }[name];
  return service === undefined ? [] : [serviceLinkedRole(service)];
}

/** docs.aws.amazon.com/eks/latest/userguide/enable-kms.html */
function keys({ name, input }: Operation): FurtherNeed[] {
  if (name !== 'CreateCluster' && name !== 'AssociateEncryptionConfig') return [];
  const configs = structuresAt(input, 'encryptionConfig').flatMap((one) => structuresAt(one, 'provider'));
  const named = configs.flatMap((one) => textAt(one, 'keyArn') ?? []);
  const actions = ['kms:DescribeKey', 'kms:CreateGrant'];
  return named.flatMap((key) => usingKey('eks', key, { actions }));
}
