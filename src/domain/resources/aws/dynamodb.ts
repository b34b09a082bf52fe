import { byGroup } from '../arn-form';
import { idFrom } from '../identity';
import { need } from '../need';
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

type Attributes = PricedResource['attributes'];

const dynamodb = need('dynamodb');

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
    destroy: [
      dynamodb('table/{name}', 'DescribeTable', 'DescribeContinuousBackups', 'DescribeTimeToLive'),
      dynamodb('table/{name}', 'ListTagsOfResource', 'DeleteTable'),
    ],
    price: table,
  },
  ...freeTypes('aws_dynamodb_resource_policy', 'aws_dynamodb_tag'),
};
