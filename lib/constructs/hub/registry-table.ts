import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { tableDefinition } from '../../../src/plane/table';
import { nameIn } from '../../../src/plane/names';
import { kept, type KeptProps } from './kept';

/** The registry: the very table that the adapters and the local plane use, kept, recoverable and hard to delete. */
export class RegistryTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;

  constructor(scope: Construct, id: string, { stage, protection }: KeptProps) {
    super(scope, id);
    const table = new CfnTable(this, 'Table', {
      ...definitionOf(nameIn(stage, 'registry')),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      sseSpecification: { sseEnabled: false },
      deletionProtectionEnabled: protection === 'on',
    });
    table.applyRemovalPolicy(kept);
    this.tableName = table.ref;
    this.tableArn = table.attrArn;
  }
}

/** The SDK's definition with CloudFormation's spelling of its properties. */
function definitionOf(name: string) {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = tableDefinition(name);
  return {
    tableName: name,
    billingMode: BillingMode,
    attributeDefinitions: AttributeDefinitions.map(attribute),
    keySchema: KeySchema.map(key),
    globalSecondaryIndexes: GlobalSecondaryIndexes.map(index),
  };
}

type Definition = ReturnType<typeof tableDefinition>;
type Item<Name extends keyof Definition> = Definition[Name] extends (infer One)[] ? One : never;

function attribute({ AttributeName, AttributeType }: Item<'AttributeDefinitions'>) {
  return { attributeName: AttributeName, attributeType: AttributeType };
}

function key({ AttributeName, KeyType }: Item<'KeySchema'>) {
  return { attributeName: AttributeName, keyType: KeyType };
}

function index({ IndexName, KeySchema, Projection }: Item<'GlobalSecondaryIndexes'>) {
  const { ProjectionType, NonKeyAttributes } = Projection;
  return {
    indexName: IndexName,
    keySchema: KeySchema.map(key),
    projection: {
      projectionType: ProjectionType,
      ...(NonKeyAttributes === undefined ? {} : { nonKeyAttributes: NonKeyAttributes }),
    },
  };
}
