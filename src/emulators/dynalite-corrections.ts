import database from 'dynalite/db/index.js';
import put from 'dynalite/validations/putItem.js';

const parameter = 'ReturnValuesOnConditionCheckFailure';
const { checkConditional } = database;

/** Puts return the item that their condition did not hold for, where that is asked for: DynamoDB does, dynalite does not. */
export function returnRefusedItems(): void {
  put.types[parameter] = { type: 'String', enum: ['ALL_OLD', 'NONE'] };
  database.checkConditional = (request, existing) => {
    const refusal = checkConditional(request, existing);
    if (refusal && existing && request[parameter] === 'ALL_OLD')
      Object.assign(refusal.body, { Item: existing });
    return refusal;
  };
}
