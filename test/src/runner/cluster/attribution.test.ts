import {
  attribute,
  goesWithCluster,
  isOfNode,
  type Known,
  signOn,
} from '../../../../src/runner/cluster/attribution';

const known: Known = {
  cluster: 'idp-shop',
  life: '01JCQZ7W5S8M3V0K2N4B6D8F9G',
  volumes: new Set(['vol-named']),
  instances: new Set(['i-node']),
  isOnlyOne: false,
};
const csi = { 'ebs.csi.aws.com/cluster': 'true' };

describe('what an object is of', () => {
  it.each([
    ['the legacy controller or Karpenter', { 'kubernetes.io/cluster/idp-shop': 'owned' }],
    ['the Load Balancer Controller', { 'elbv2.k8s.aws/cluster': 'idp-shop' }],
    ['VPC CNI', { 'cluster.k8s.amazonaws.com/name': 'idp-shop' }],
    ['an older VPC CNI, on a node of the cluster', { 'node.k8s.amazonaws.com/instance_id': 'i-node' }],
    ['Karpenter', { 'eks:eks-cluster-name': 'idp-shop', 'karpenter.sh/nodepool': 'default' }],
    ['a launch template of Karpenter', { 'karpenter.k8s.aws/cluster': 'idp-shop' }],
    ['the CSI driver that knows its cluster', { ...csi, KubernetesCluster: 'idp-shop' }],
    ['the CSI driver that gave it the tags of the life', { ...csi, 'idp:environment-id': known.life }],
  ])('is the cluster: %s', (_, tags) => {
    expect(attribute('x-1', tags, known)).toBe('ours');
  });

  it.each([
    ['a subnet that clusters share', { 'kubernetes.io/cluster/idp-shop': 'shared' }],
    ['the cluster of another name', { 'elbv2.k8s.aws/cluster': 'idp-shop-2' }],
    ['a node of another cluster', { 'node.k8s.amazonaws.com/instance_id': 'i-other' }],
    ['a volume of another cluster', { ...csi, 'kubernetes.io/cluster/other': 'owned' }],
    ['a volume that names another cluster', { ...csi, KubernetesCluster: 'other' }],
    [
      'what Terraform made in another life for it',
      { 'kubernetes.io/cluster/idp-shop': 'owned', 'idp:environment-id': '01JCQZ7W5S8M3V0K2N4B6D8F9Z' },
    ],
  ])('is not the cluster: %s', (_, tags) => {
    expect(attribute('x-1', tags, known)).toBe('foreign');
  });

  it('is the cluster for a volume that its own API named, whatever its tags say', () => {
    expect(attribute('vol-named', csi, known)).toBe('ours');
  });

  it('is unclear for a volume whose driver names no cluster, unless there is no other cluster', () => {
    expect(attribute('vol-1', csi, known)).toBe('unclear');
    expect(attribute('vol-1', csi, { ...known, isOnlyOne: true })).toBe('ours');
  });
});

it('leaves to EKS what it takes away itself: nodes of node groups, and the group of the cluster', () => {
  expect(goesWithCluster('instance', { 'eks:nodegroup-name': 'spot' })).toBe(true);
  expect(goesWithCluster('security-group', { 'aws:eks:cluster-name': 'idp-shop' })).toBe(true);
  expect(goesWithCluster('security-group', { 'elbv2.k8s.aws/cluster': 'idp-shop' })).toBe(false);
  expect(goesWithCluster('instance', { 'karpenter.sh/nodepool': 'default' })).toBe(false);
});

it('tells nodes from what the controllers on them made', () => {
  expect(isOfNode({ 'karpenter.sh/nodepool': 'default' })).toBe(true);
  expect(isOfNode({ 'elbv2.k8s.aws/cluster': 'idp-shop' })).toBe(false);
});

it('says by which tag an object was found', () => {
  expect(signOn({ 'elbv2.k8s.aws/cluster': 'idp-shop' }, 'idp-shop')).toBe('tag elbv2.k8s.aws/cluster');
  expect(signOn({}, 'idp-shop')).toBe('named by the cluster');
});
