import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { stackPlanKind } from '../../domain/stack/plan/stack-plan-kind';
import type { StackPlans } from '../../operations/ports/stack';
import { createDynamoEntries } from '../dynamo-entries';
import { conditionHeld, itemKey, type Table } from '../dynamo-table';

/** Plans of whole stacks in the table of the registry; the only entries that are removed, as nothing is evidence in them. */
export function createDynamoStackPlans(table: Table): StackPlans {
  return {
    ...createDynamoEntries(table, stackPlanKind),
    remove: async ({ id, version }) => {
      const command = new DeleteCommand({
        TableName: table.name,
        Key: itemKey(stackPlanKind.prefix, id),
        ConditionExpression: 'attribute_not_exists(pk) OR #version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      });
      return conditionHeld(table.client.send(command));
    },
  };
}
