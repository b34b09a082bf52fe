import database, { type StoreIterator } from 'dynalite/db/index.js';
import put from 'dynalite/validations/putItem.js';

const parameter = 'ReturnValuesOnConditionCheckFailure';
const { checkConditional, create } = database;

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

/**
 * Iterators are closed with the stream that reads them: dynalite asks them to `return`, and abstract-level's have `close`. One
 * that stays open holds all that was stored when it was made, so that every version of every item stays in memory.
 */
export function closeIterators(): void {
  database.create = (options) => {
    const store = create(options);
    const { keys, values } = store.db;
    store.db.keys = (range) => closing(keys.call(store.db, range));
    store.db.values = (range) => closing(values.call(store.db, range));
    return store;
  };
}

function closing(iterator: StoreIterator): StoreIterator {
  return Object.assign(iterator, { return: () => iterator.close() });
}
