import { byGroup } from '../arn-form';
import { idFrom } from '../identity';
import { type IamNeed, need, retagging, tagging, whenChanged } from '../need';
import {
  blockIn,
  type Fixed,
  fixed,
  type Metered,
  metered,
  numberIn,
  type PricedResource,
  type Pricer,
} from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';
import { useOfKey } from '../shared-needs';

type Attributes = PricedResource['attributes'];

const dynamodb = need('dynamodb');

/** Settings that the provider fills in where nobody makes them. */
const whenEnabled = (setting: string, one: IamNeed): IamNeed => ({
  ...one,
  if: ({ block }) => block(setting).value('enabled') === 'true',
});

/** docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html; a key that is not known yet is a customer's. */
const encryption = whenEnabled(
  'server_side_encryption',
  useOfKey('kms_key_arn', 'dynamodb', 'Encrypt', 'Decrypt', 'GenerateDataKey', 'DescribeKey', 'CreateGrant'),
);

/** Terraform's default mode is PROVISIONED and always in a plan; a manifest that says nothing means on demand. */
const table: Pricer = ({ attributes }) => {
  const kept = metered('data kept', 'dynamodb-storage', 'GB-month');
  if (attributes['billing_mode'] === 'PROVISIONED')
    return { fixed: provisioned(attributes), metered: [kept] };
  return { metered: [...onDemand(), kept] };
};

function onDemand(): Metered[] {
  return [
    metered('writes', 'dynamodb-write', 'million write units'),
    metered('reads', 'dynamodb-read', 'million read units'),
  ];
}

/** Indexes have a capacity of their own beside the table's. */
function provisioned(attributes: Attributes): Fixed[] {
  const indexes = Array.isArray(attributes['global_secondary_index'])
    ? attributes['global_secondary_index']
    : [];
  const all = [attributes, ...(indexes as unknown[]).map(blockIn)];
  const total = (name: string) => all.reduce<number>((sum, part) => sum + (numberIn(part[name]) ?? 0), 0);
  const [reads, writes] = [total('read_capacity'), total('write_capacity')];
  return [
    fixed(
      'read capacity',
      { price: 'dynamodb-provisioned-read', quantity: reads },
      `${reads} reads a second`,
    ),
    fixed(
      'write capacity',
      { price: 'dynamodb-provisioned-write', quantity: writes },
      `${writes} writes a second`,
    ),
  ];
}

/** Amazon DynamoDB. */
export const dynamodbTypes: FactsByType = {
  aws_dynamodb_table: {
    identity: idFrom('name'),
    arn: byGroup('dynamodb', /^table\/([^/]+)$/, 'name'),
    tags: 'listed',
    read: [
      dynamodb('table/{name}', 'DescribeTable', 'DescribeContinuousBackups', 'DescribeTimeToLive'),
      dynamodb('table/{name}', 'ListTagsOfResource'),
    ],
    create: [
      tagging(dynamodb('table/{name}', 'CreateTable', 'TagResource')),
      whenEnabled('point_in_time_recovery', dynamodb('table/{name}', 'UpdateContinuousBackups')),
      whenEnabled('ttl', dynamodb('table/{name}', 'UpdateTimeToLive')),
      encryption,
    ],
    update: [
      dynamodb('table/{name}', 'UpdateTable'),
      whenChanged('point_in_time_recovery', dynamodb('table/{name}', 'UpdateContinuousBackups')),
      whenChanged('ttl', dynamodb('table/{name}', 'UpdateTimeToLive')),
    ],
    retag: [retagging(dynamodb('table/{name}', 'TagResource')), dynamodb('table/{name}', 'UntagResource')],
    destroy: [dynamodb('table/{name}', 'DeleteTable')],
    price: table,
  },
  ...freeTypes('aws_dynamodb_resource_policy', 'aws_dynamodb_tag'),
};
