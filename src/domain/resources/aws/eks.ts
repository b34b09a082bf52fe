import { byGroup } from '../arn-form';
import { fixed, type Pricer } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const kubernetes: Pricer = () => ({
  fixed: [fixed('cluster', { price: 'eks-cluster' }, 'EKS control plane')],
});

/** Amazon EKS. */
export const eksTypes: FactsByType = {
  aws_eks_cluster: {
    arn: byGroup('eks', /^cluster\/(.+)$/, 'name'),
    price: kubernetes,
  },
  ...freeTypes(
    'aws_eks_access_entry',
    'aws_eks_access_policy_association',
    'aws_eks_pod_identity_association',
  ),
};
