import { byGroup } from '../arn-form';
import { idFrom, settingOf } from '../identity';
import { type IamNeed, need, retagging, tagging, whenChanged } from '../need';
import { metered, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';
import { useOfKey } from '../shared-needs';

const ecr = need('ecr');

/** docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html */
const withKey = (...actions: string[]): IamNeed => ({
  ...useOfKey('kms_key', 'ecr', ...actions),
  if: ({ block }) => block('encryption_configuration').value('encryption_type') === 'KMS',
});

const repository: Pricer = () => ({ metered: [metered('images kept', 'ecr-storage', 'GB-month')] });

/** Amazon ECR. */
export const ecrTypes: FactsByType = {
  aws_ecr_lifecycle_policy: {
    identity: settingOf('repository'),
    tags: 'none',
    read: [ecr('repository/{repository}', 'GetLifecyclePolicy')],
    create: [ecr('repository/{repository}', 'PutLifecyclePolicy')],
    update: [ecr('repository/{repository}', 'PutLifecyclePolicy')],
    destroy: [ecr('repository/{repository}', 'DeleteLifecyclePolicy')],
    price: free,
  },
  aws_ecr_repository: {
    identity: idFrom('name'),
    arn: byGroup('ecr', /^repository\/(.+)$/, 'name'),
    tags: 'listed',
    read: [ecr('repository/{name}', 'DescribeRepositories', 'ListTagsForResource')],
    create: [
      tagging(ecr('repository/{name}', 'CreateRepository', 'TagResource')),
      withKey('DescribeKey', 'CreateGrant'),
    ],
    update: [
      whenChanged('image_tag_mutability', ecr('repository/{name}', 'PutImageTagMutability')),
      whenChanged('image_scanning_configuration', ecr('repository/{name}', 'PutImageScanningConfiguration')),
    ],
    retag: [retagging(ecr('repository/{name}', 'TagResource')), ecr('repository/{name}', 'UntagResource')],
    destroy: [ecr('repository/{name}', 'ListImages', 'DeleteRepository'), withKey('RetireGrant')],
    price: repository,
  },
  aws_ecr_repository_policy: {
    identity: settingOf('repository'),
    tags: 'none',
    read: [ecr('repository/{repository}', 'GetRepositoryPolicy')],
    create: [ecr('repository/{repository}', 'SetRepositoryPolicy')],
    update: [ecr('repository/{repository}', 'SetRepositoryPolicy')],
    destroy: [ecr('repository/{repository}', 'DeleteRepositoryPolicy')],
    price: free,
  },
  ...freeTypes('aws_ecr_registry_policy'),
};
