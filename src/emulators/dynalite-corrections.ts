import database, { type StoreIterator, type TableStore } from 'dynalite/db/index.js';
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
 * The store behind the tables as it has to be: its iterators are closed with the stream that reads them, and a write that fails,
 * as on a disk that is full, is an answer to who asked.
 */
export function mendStores(): void {
  database.create = (options) => {
    const store = create(options);
    closeIterators(store);
    answerFailedWrites(store);
    return store;
  };
}

/**
 * dynalite asks iterators to `return`, and abstract-level's have `close`. One that stays open holds all that was stored when it
 * was made, so that every version of every item stays in memory.
 */
function closeIterators({ db }: TableStore): void {
  const { keys, values } = db;
  db.keys = (range) => closing(keys.call(db, range));
  db.values = (range) => closing(values.call(db, range));
}

function closing(iterator: StoreIterator): StoreIterator {
  return Object.assign(iterator, { return: () => iterator.close() });
}

/** dynalite throws what it has no answer for where nobody catches it, and so ends the process that it is in. */
function answerFailedWrites({ db }: TableStore): void {
  for (const name of ['put', 'del', 'batch'] as const) {
    const write = db[name].bind(db) as (...given: unknown[]) => unknown;
    const mended = (...given: unknown[]) => {
      const answer = given.at(-1);
      if (!isCallback(answer)) return write(...given);
      return write(...given.slice(0, -1), (error: Error | null) => answer(error && asAnswer(error)));
    };
    Object.assign(db, { [name]: mended });
  }
}

function isCallback(value: unknown): value is (error: Error | null) => void {
  return typeof value === 'function';
}

function asAnswer(error: Error): Error {
  const __type = 'com.amazonaws.dynamodb.v20120810#InternalServerError';
  return Object.assign(error, { statusCode: 500, body: { __type, message: error.message } });
}
