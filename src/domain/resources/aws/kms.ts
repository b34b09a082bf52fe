import { byGroup } from '../arn-form';
import { pendingDeletion } from '../end';
import { foundByTags, idFrom } from '../identity';
import { need } from '../need';
import { nameIn } from '../planned-value';
import { fixed, free, metered, type Pricer } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const kms = need('kms');

/** Each version of a key costs the same; yearly rotation adds two of them at most. */
const key: Pricer = ({ attributes }) => {
  const uses = metered('uses of the key', 'kms-requests', '10,000 requests');
  const rotated = metered('each of the first two yearly rotations', 'kms-key', 'month');
  return {
    fixed: [fixed('key', { price: 'kms-key' }, 'Customer managed key')],
    metered: attributes['enable_key_rotation'] === true ? [uses, rotated] : [uses],
  };
};

/** AWS KMS. */
export const kmsTypes: FactsByType = {
  aws_kms_alias: {
    identity: idFrom('name'),
    tags: 'none',
    destroy: [
      kms('*', 'ListAliases'),
      kms((value) => `alias/${nameIn('name', value)}`, 'DeleteAlias'),
      kms('key/*', 'DeleteAlias'),
    ],
    price: free,
  },
  aws_kms_external_key: {
    remainder: pendingDeletion('deletion_window_in_days', 30),
  },
  aws_kms_key: {
    identity: foundByTags,
    arn: byGroup('kms', /^key\/(.+)$/),
    tags: 'listed',
    destroy: [
      kms('key/*', 'DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags'),
      kms('key/*', 'ScheduleKeyDeletion'),
    ],
    price: key,
    remainder: pendingDeletion('deletion_window_in_days', 30),
  },
  aws_kms_replica_key: {
    remainder: pendingDeletion('deletion_window_in_days', 30),
  },
  ...freeTypes('aws_kms_grant', 'aws_kms_key_policy'),
};
