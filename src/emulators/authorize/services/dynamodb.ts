import { type Input, structuresAt, textAt } from '../input';
import { tagging, usingKey } from '../in-callers-name';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const singles: Record<string, string> = {
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Delete: 'dynamodb:DeleteItem',
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
};

/** Amazon DynamoDB. A transaction asks what each of its items would ask alone. */
export const dynamoDb: ServiceRules = {
  prefix: 'dynamodb',
  signedAs: ['dynamodb'],
  protocol: 'json',
  carriesData: true,
  actions: ({ name, input }) => (/^Transact(Get|Write)Items$/.test(name) ? actionsOfItems(input) : undefined),
  named: tables,
  tags: ({ input }) => tagsIn(input, 'Tags'),
  context: { 'dynamodb:leadingkeys': ({ input }) => leadingKeysOf(input) },
  further: createTable,
};

function itemsOf(input: Input): [kind: string, item: Input][] {
  return structuresAt(input, 'TransactItems').flatMap((one) => Object.entries(one) as [string, Input][]);
}

function actionsOfItems(input: Input): string[] {
  return [...new Set(itemsOf(input).flatMap(([kind]) => singles[kind] ?? []))];
}

function tables({ input }: Operation): NamedResource[] {
  const named = [input, ...itemsOf(input).map(([, item]) => item)];
  return named.flatMap((one) => {
    const table = textAt(one, 'TableName', 'ResourceArn')?.replace(/^arn:.*:table\//, '');
    if (table === undefined) return [];
    const index = textAt(one, 'IndexName');
    return index === undefined
      ? [{ type: 'table', part: `table/${table}` }]
      : [{ type: 'index', part: `table/${table}/index/${index}` }];
  });
}

/**
 * The partition keys that a call names
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html); a query says its in the first value.
 */
function leadingKeysOf(input: Input): string[] {
  const items = [input, ...itemsOf(input).map(([, item]) => item)];
  const named = items.flatMap((one) => [one['Key'], one['Item']]).flatMap((key) => textOfKey(key));
  return named.length > 0 ? named : queriedKey(input);
}

/** Of a table whose partition key is called as this product calls its own. */
function textOfKey(key: unknown): string[] {
  const value = (key as Record<string, { S?: string }> | undefined)?.['pk']?.S;
  return value === undefined ? [] : [value];
}

function queriedKey(input: Input): string[] {
  const values = Object.values((input['ExpressionAttributeValues'] ?? {}) as Record<string, { S?: string }>);
  return values.flatMap(({ S }) => (S === undefined ? [] : [S])).slice(0, 1);
}

function createTable({ name, input }: Operation): FurtherNeed[] {
  if (name !== 'CreateTable') return [];
  const part = `table/${textAt(input, 'TableName')}`;
  return [...tagging('dynamodb:TagResource', part, { tags: tagsIn(input, 'Tags') }), ...keyOfTable(input)];
}

/** docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html: the key is used for the caller. */
function keyOfTable(input: Input): FurtherNeed[] {
  const key = textAt((input['SSESpecification'] ?? {}) as Input, 'KMSMasterKeyId');
  const actions = ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'];
  return key === undefined ? [] : usingKey('dynamodb', key, { actions });
}
