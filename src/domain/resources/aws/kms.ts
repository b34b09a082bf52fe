import { byGroup } from '../arn-form';
import { pendingDeletion } from '../end';
import { foundByTags, idFrom } from '../identity';
import { type IamNeed, need, retagging, tagging, untagged, whenChanged, whenIs } from '../need';
import { nameIn, type Value } from '../planned-value';
import { fixed, free, metered, type Pricer } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const kms = need('kms');
const aliasPath = (value: Value) => `alias/${nameIn('name', value)}`;

/** An update that begins or ends the yearly rotation. */
const rotationIs = (wanted: string, action: string): IamNeed => ({
  ...kms('key/*', action),
  if: ({ isChanged, value }) => isChanged('enable_key_rotation') && value('enable_key_rotation') === wanted,
});

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
    read: [kms('*', 'ListAliases')],
    create: [untagged(kms(aliasPath, 'CreateAlias')), kms('key/*', 'CreateAlias')],
    update: [untagged(kms(aliasPath, 'UpdateAlias')), kms('key/*', 'UpdateAlias')],
    destroy: [untagged(kms(aliasPath, 'DeleteAlias')), kms('key/*', 'DeleteAlias')],
    price: free,
  },
  aws_kms_external_key: {
    remainder: pendingDeletion('deletion_window_in_days', 30),
  },
  aws_kms_key: {
    identity: foundByTags,
    arn: byGroup('kms', /^key\/(.+)$/),
    tags: 'listed',
    read: [kms('key/*', 'DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags')],
    create: [
      tagging(kms('*', 'CreateKey')),
      tagging(kms('key/*', 'TagResource')),
      whenIs('enable_key_rotation', 'true', kms('key/*', 'EnableKeyRotation')),
    ],
    update: [
      whenChanged('description', kms('key/*', 'UpdateKeyDescription')),
      rotationIs('true', 'EnableKeyRotation'),
      rotationIs('false', 'DisableKeyRotation'),
      whenChanged('policy', kms('key/*', 'PutKeyPolicy')),
    ],
    retag: [retagging(kms('key/*', 'TagResource')), kms('key/*', 'UntagResource')],
    destroy: [kms('key/*', 'ScheduleKeyDeletion')],
    price: key,
    remainder: pendingDeletion('deletion_window_in_days', 30),
  },
  aws_kms_replica_key: {
    remainder: pendingDeletion('deletion_window_in_days', 30),
  },
  ...freeTypes('aws_kms_grant', 'aws_kms_key_policy'),
};
