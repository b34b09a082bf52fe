import { byGroup } from '../arn-form';
import { idFrom, settingOf } from '../identity';
import { need } from '../need';
import { metered, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const ecr = need('ecr');

const repository: Pricer = () => ({ metered: [metered('images kept', 'ecr-storage', 'GB-month')] });

/** Amazon ECR. */
export const ecrTypes: FactsByType = {
  aws_ecr_lifecycle_policy: {
    identity: settingOf('repository'),
    tags: 'none',
    destroy: [ecr('repository/{repository}', 'GetLifecyclePolicy', 'DeleteLifecyclePolicy')],
    price: free,
  },
  aws_ecr_repository: {
    identity: idFrom('name'),
    arn: byGroup('ecr', /^repository\/(.+)$/, 'name'),
    tags: 'listed',
    destroy: [
      ecr(
        'repository/{name}',
        'DescribeRepositories',
        'ListTagsForResource',
        'ListImages',
        'DeleteRepository',
      ),
    ],
    price: repository,
  },
  aws_ecr_repository_policy: {
    identity: settingOf('repository'),
    tags: 'none',
    destroy: [ecr('repository/{repository}', 'GetRepositoryPolicy', 'DeleteRepositoryPolicy')],
    price: free,
  },
  ...freeTypes('aws_ecr_registry_policy'),
};
