import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import { signedCall } from '../../../../support/emulated/signed-call';

const front = useOwnedFront();

const admin = 'arn:aws:iam::123456789012:role/people/admin';
const policy = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';
const path = (...parts: string[]) => parts.map((part) => `/${encodeURIComponent(part)}`).join('');

/** What the tests look at in what EKS returns. */
interface Told {
  accessEntry: { kubernetesGroups: string[] };
  addon: { addonArn: string; status: string };
  addons: { addonVersions: object[] }[];
  associatedAccessPolicies: object[];
  association: { associationId: string };
  associations: object[];
  cluster: { accessConfig: object };
  nodegroup: { nodegroupArn: string };
  update: { id: string; status: string; type: string };
}

/** One call of EKS; what it returns, or the code of its refusal. */
async function eks(method: string, at: string, body?: object): Promise<Told> {
  const answer = await signedCall(front.url, { service: 'eks', method, path: at, ...(body && { body }) });
  const told: unknown = answer.status < 300 ? JSON.parse(answer.text || '{}') : { refused: answer.code };
  return told as Told;
}

async function makeCluster(name: string, more: object = {}): Promise<void> {
  const roleArn = 'arn:aws:iam::123456789012:role/cluster';
  const resourcesVpcConfig = { subnetIds: ['subnet-1', 'subnet-2'], endpointPrivateAccess: true };
  await eks('POST', '/clusters', { name, roleArn, version: '1.32', resourcesVpcConfig, ...more });
}

const api = { accessConfig: { authenticationMode: 'API' } };

describe('a cluster on the emulator', () => {
  it('is described as it was made, and as it was changed since, each change at its end', async () => {
    const encryptionConfig = [
      { resources: ['secrets'], provider: { keyArn: 'arn:aws:kms:us-east-1:1:key/1' } },
    ];
    await makeCluster('made', { ...api, encryptionConfig, upgradePolicy: { supportType: 'STANDARD' } });
    const logging = { clusterLogging: [{ types: ['audit'], enabled: true }] };
    const at = path('clusters', 'made');
    const changes = [
      await eks('POST', `${at}/update-config`, {
        resourcesVpcConfig: { publicAccessCidrs: ['203.0.113.0/24'] },
      }),
      await eks('POST', `${at}/update-config`, { logging }),
      await eks('POST', `${at}/updates`, { version: '1.33' }),
    ];
    const ends = await Promise.all(
      changes.map(({ update }) => eks('GET', `${at}${path('updates', update.id)}`)),
    );

    expect(ends.map(({ update }) => update.status)).toEqual(['Successful', 'Successful', 'Successful']);
    expect(await eks('POST', `${at}/updates`, { version: '1.35' })).toEqual({
      refused: 'InvalidParameterException',
    });
    expect((await eks('GET', at)).cluster).toMatchObject({
      ...api,
      encryptionConfig,
      version: '1.33',
      upgradePolicy: { supportType: 'STANDARD' },
      resourcesVpcConfig: {
        subnetIds: ['subnet-1', 'subnet-2'],
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ['203.0.113.0/24'],
      },
      logging: { clusterLogging: [{ types: ['audit'], enabled: true }, { enabled: false }] },
    });
  });

  it('is not deleted while nodes or profiles are in it; all else goes with it', async () => {
    await makeCluster('full', api);
    const at = path('clusters', 'full');
    const nodeRole = 'arn:aws:iam::123456789012:role/node';
    await eks('POST', `${at}/node-groups`, { nodegroupName: 'one', nodeRole, subnets: ['subnet-1'] });
    const selectors = [{ namespace: 'jobs' }];
    const profile = { fargateProfileName: 'jobs', podExecutionRoleArn: nodeRole, selectors };
    await eks('POST', `${at}/fargate-profiles`, profile);
    await eks('POST', `${at}/addons`, { addonName: 'vpc-cni' });
    const withNodes = await eks('DELETE', at);
    await eks('DELETE', `${at}/node-groups/one`);
    const withProfiles = await eks('DELETE', at);
    await eks('DELETE', `${at}/fargate-profiles/jobs`);
    const [, deleted] = [await makeCluster('fuller', api), await eks('DELETE', at)];
    await makeCluster('full');

    expect([withNodes, withProfiles]).toEqual([
      { refused: 'ResourceInUseException' },
      { refused: 'ResourceInUseException' },
    ]);
    expect(deleted.cluster).toMatchObject({ name: 'full', ...api });
    expect(await eks('GET', `${at}/addons`)).toEqual({ addons: [] });
    expect((await eks('GET', at)).cluster.accessConfig).toEqual({ authenticationMode: 'CONFIG_MAP' });
    expect((await eks('GET', path('clusters', 'fuller'))).cluster).toMatchObject(api);
  });
});

describe('a node group on the emulator', () => {
  it('has no key that nobody gave it, and is updated as it was told', async () => {
    await makeCluster('nodes');
    const at = path('clusters', 'nodes', 'node-groups');
    const nodeRole = 'arn:aws:iam::123456789012:role/node';
    const given = { nodegroupName: 'one', nodeRole, subnets: ['subnet-1'] };
    const made = await eks('POST', at, {
      ...given,
      updateConfig: { maxUnavailablePercentage: 33 },
      tags: { a: '1' },
    });
    const arn = encodeURIComponent(made.nodegroup.nodegroupArn);
    await eks('POST', `/tags/${arn}`, { tags: { b: '2' } });
    await eks('DELETE', `/tags/${arn}?tagKeys=a`);
    const change = await eks('POST', `${at}/one/update-config`, {
      scalingConfig: { minSize: 1, maxSize: 9 },
    });
    const next = await eks('POST', `${at}/one/update-version`, { version: '1.33' });

    const { nodegroup } = await eks('GET', `${at}/one`);
    expect(nodegroup).toMatchObject({
      version: '1.33',
      tags: { b: '2' },
      scalingConfig: { minSize: 1, maxSize: 9 },
      updateConfig: { maxUnavailablePercentage: 33 },
    });
    expect(nodegroup).not.toHaveProperty('remoteAccess');
    expect(await eks('GET', `/tags/${arn}`)).toEqual({ tags: { b: '2' } });
    for (const { update } of [change, next])
      expect((await eks('GET', `/clusters/nodes/updates/${update.id}?nodegroupName=one`)).update.status).toBe(
        'Successful',
      );
  });
});

describe('an add-on on the emulator', () => {
  it('is made once, changed, listed, tagged and removed; one that nobody offers is refused', async () => {
    await makeCluster('added');
    const at = path('clusters', 'added', 'addons');
    const given = {
      addonName: 'vpc-cni',
      configurationValues: '{"enableNetworkPolicy":"true"}',
      tags: { a: '1' },
    };
    const made = await eks('POST', at, given);
    const twice = await eks('POST', at, given);
    const { update } = await eks('POST', `${at}/vpc-cni/update`, { addonVersion: 'v1.20.0-eksbuild.1' });
    await eks('POST', `/tags/${encodeURIComponent(made.addon.addonArn)}`, { tags: { b: '2' } });

    expect(twice).toEqual({ refused: 'ResourceInUseException' });
    expect(await eks('POST', at, { addonName: 'vpc-cnii' })).toEqual({
      refused: 'InvalidParameterException',
    });
    expect((await eks('GET', `/clusters/added/updates/${update.id}`)).update.type).toBe('AddonUpdate');
    expect((await eks('GET', `${at}/vpc-cni`)).addon).toMatchObject({
      ...given,
      addonArn: expect.stringContaining('arn:aws:eks:us-east-1:123456789012:addon/added/vpc-cni/'),
      addonVersion: 'v1.20.0-eksbuild.1',
      status: 'ACTIVE',
      tags: { a: '1', b: '2' },
    });
    expect(await eks('GET', at)).toEqual({ addons: ['vpc-cni'] });
    expect(
      (await eks('GET', '/addons/supported-versions?addonName=vpc-cni')).addons[0]?.addonVersions,
    ).toHaveLength(1);
    expect((await eks('DELETE', `${at}/vpc-cni`)).addon.status).toBe('DELETING');
    for (const [method, more] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/update'],
    ] as const)
      expect(await eks(method, `${at}/vpc-cni${more}`)).toEqual({ refused: 'ResourceNotFoundException' });
  });
});

describe('an access entry on the emulator', () => {
  const entry = path('clusters', 'open', 'access-entries', admin);

  it('lets a principal in with policies, once, where the cluster is entered by the API', async () => {
    await makeCluster('open', api);
    await makeCluster('closed');
    const at = path('clusters', 'open', 'access-entries');
    const made = await eks('POST', at, { principalArn: admin, tags: { a: '1' } });

    expect(made.accessEntry).toMatchObject({
      principalArn: admin,
      type: 'STANDARD',
      username: 'arn:aws:sts::123456789012:assumed-role/admin/{{SessionName}}',
      tags: { a: '1' },
    });
    expect(await eks('POST', at, { principalArn: admin })).toEqual({ refused: 'ResourceInUseException' });
    expect(await eks('POST', path('clusters', 'closed', 'access-entries'), { principalArn: admin })).toEqual({
      refused: 'InvalidRequestException',
    });
    expect(await eks('GET', at)).toEqual({ accessEntries: [admin] });
    expect((await eks('POST', entry, { kubernetesGroups: ['ops'] })).accessEntry.kubernetesGroups).toEqual([
      'ops',
    ]);
  });

  it('has each policy once, in the scope that was named last, and none that AWS has not', async () => {
    const accessScope = { type: 'namespace', namespaces: ['shop'] };
    const at = `${entry}/access-policies`;
    await eks('POST', at, { policyArn: policy, accessScope: { type: 'cluster' } });
    await eks('POST', at, { policyArn: policy, accessScope });

    const { associatedAccessPolicies } = await eks('GET', at);
    expect(associatedAccessPolicies).toMatchObject([{ policyArn: policy, accessScope }]);
    expect(associatedAccessPolicies).toHaveLength(1);
    expect(await eks('POST', at, { policyArn: admin, accessScope })).toEqual({
      refused: 'InvalidParameterException',
    });
    const one = `${at}/${encodeURIComponent(policy)}`;
    expect(await eks('DELETE', one)).toEqual({});
    expect(await eks('DELETE', one)).toEqual({ refused: 'ResourceNotFoundException' });
    expect(await eks('DELETE', entry)).toEqual({});
    expect(await eks('GET', entry)).toEqual({ refused: 'ResourceNotFoundException' });
  });
});

describe('a Pod Identity association on the emulator', () => {
  it('gives a service account one role, is found by it, and ends', async () => {
    await makeCluster('pods');
    const at = path('clusters', 'pods', 'pod-identity-associations');
    const given = { namespace: 'shop', serviceAccount: 'web', roleArn: admin };
    const { association } = await eks('POST', at, { ...given, tags: { a: '1' } });
    const one = `${at}/${association.associationId}`;
    await eks('POST', one, { roleArn: `${admin}-2` });

    expect(await eks('POST', at, given)).toEqual({ refused: 'ResourceInUseException' });
    expect((await eks('GET', one)).association).toMatchObject({
      ...given,
      roleArn: `${admin}-2`,
      tags: { a: '1' },
    });
    expect((await eks('GET', `${at}?namespace=shop`)).associations).toHaveLength(1);
    expect((await eks('GET', `${at}?namespace=other`)).associations).toEqual([]);
    expect((await eks('DELETE', one)).association.associationId).toBe(association.associationId);
    expect(await eks('GET', one)).toEqual({ refused: 'ResourceNotFoundException' });
  });
});

it('clusters with what is in them are listed by their tags, as the tagging API lists what AWS has', async () => {
  await makeCluster('listed', { ...api, tags: { 'idp:managed': 'true' } });
  await eks('POST', '/clusters/listed/addons', { addonName: 'coredns', tags: { 'idp:managed': 'true' } });
  await eks('POST', '/clusters/listed/addons', { addonName: 'vpc-cni' });
  const body = { TagFilters: [{ Key: 'idp:managed', Values: ['true'] }] };
  const target = 'ResourceGroupsTaggingAPI_20170126.GetResources';

  const { text } = await signedCall(front.url, { service: 'tagging', target, body });

  expect(text.match(/arn:aws:eks:us-east-1:123456789012:\w+\/listed(\/[\w-]+)?/g)).toEqual([
    'arn:aws:eks:us-east-1:123456789012:cluster/listed',
    'arn:aws:eks:us-east-1:123456789012:addon/listed/coredns',
  ]);
});

it('what is in a cluster that is not there is refused by the name of the cluster', async () => {
  for (const [method, at] of [
    ['POST', 'addons'],
    ['GET', 'addons/vpc-cni'],
    ['GET', 'access-entries'],
    ['POST', 'pod-identity-associations'],
    ['POST', 'update-config'],
    ['GET', 'updates/1'],
  ] as const)
    expect(await eks(method, `/clusters/none/${at}`, method === 'POST' ? {} : undefined)).toEqual({
      refused: 'ResourceNotFoundException',
    });
});
