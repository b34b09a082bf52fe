/** A key of the table or of an index: its attributes, and which of them make the partition. */
type KeySchema = { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];

/** What an index holds of an item besides its keys. */
interface TableIndex {
  IndexName: string;
  KeySchema: KeySchema;
  Projection: { ProjectionType: 'KEYS_ONLY' | 'ALL' | 'INCLUDE'; NonKeyAttributes?: string[] };
}

/** A table as DynamoDB is asked to make it. */
interface TableDefinition {
  TableName: string;
  BillingMode: 'PAY_PER_REQUEST';
  AttributeDefinitions: { AttributeName: string; AttributeType: 'S' }[];
  KeySchema: KeySchema;
  GlobalSecondaryIndexes: TableIndex[];
}

const hash = (attribute: string) => ({ AttributeName: attribute, KeyType: 'HASH' as const });
const range = (attribute: string) => ({ AttributeName: attribute, KeyType: 'RANGE' as const });
const text = (attribute: string) => ({ AttributeName: attribute, AttributeType: 'S' as const });

const keyAttributes = [
  'pk',
  'sk',
  'dueShard',
  'dueAt',
  'listKey',
  'listSort',
  'owner',
  'overdueKey',
  'overdueAt',
];

/**
 * The table: `due` holds what the sweep must look at, `list` everything of one kind, `owner` what belongs to one owner,
 * `overdue` what is to be gone one day, by when. All four are sparse: an item without the attributes is not in the index.
 */
export function tableDefinition(name: string): TableDefinition {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keyAttributes.map(text),
    KeySchema: [hash('pk'), range('sk')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [hash('dueShard'), range('dueAt')],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      {
        IndexName: 'list',
        KeySchema: [hash('listKey'), range('listSort')],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'owner',
        KeySchema: [hash('owner'), range('listSort')],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'overdue',
        KeySchema: [hash('overdueKey'), range('overdueAt')],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['status'] },
      },
    ],
  };
}
