import { eksClustersDeletedBy } from '../../../../src/runner/cluster/doomed-clusters';
import type { PlanJson } from '../../../../src/domain/terraform/plan-json';

const attributes = {
  name: 'idp-shop',
  arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/idp-shop',
  endpoint: 'https://one.eks.amazonaws.com',
  certificate_authority: [{ data: Buffer.from('PEM').toString('base64') }],
};

function planOf(type: string, actions: string[], before: unknown = attributes): PlanJson {
  const change = { actions, before, after: null, after_unknown: {} };
  return {
    resource_changes: [{ address: `${type}.one`, mode: 'managed', type, change }],
  } as unknown as PlanJson;
}

describe('the clusters that a plan deletes', () => {
  it('are known with where and how they are reached', () => {
    expect(eksClustersDeletedBy(planOf('aws_eks_cluster', ['delete']), 'eu-west-1')).toEqual([
      {
        address: 'aws_eks_cluster.one',
        name: 'idp-shop',
        region: 'eu-central-1',
        endpoint: 'https://one.eks.amazonaws.com',
        authority: 'PEM',
      },
    ]);
  });

  it('are also those that are replaced, and no others', () => {
    expect(eksClustersDeletedBy(planOf('aws_eks_cluster', ['create', 'delete']), 'eu-west-1')).toHaveLength(
      1,
    );
    expect(eksClustersDeletedBy(planOf('aws_eks_cluster', ['update']), 'eu-west-1')).toEqual([]);
    expect(eksClustersDeletedBy(planOf('aws_eks_node_group', ['delete']), 'eu-west-1')).toEqual([]);
  });

  it('have no endpoint where they never came to be', () => {
    const plan = planOf('aws_eks_cluster', ['delete'], {
      id: 'idp-shop',
      endpoint: '',
      certificate_authority: [],
    });

    expect(eksClustersDeletedBy(plan, 'eu-west-1')).toEqual([
      {
        address: 'aws_eks_cluster.one',
        name: 'idp-shop',
        region: 'eu-west-1',
        endpoint: undefined,
        authority: undefined,
      },
    ]);
  });
});
