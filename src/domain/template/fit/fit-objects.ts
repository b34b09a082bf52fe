import { canonicalJson } from '../../base/canonical-json';
import { closest } from '../../base/closest';
import { isSchema, type Schema, takes } from '../json-schema';
import { doubted, every, type Fit, fits, type Judge, type Pair, refused, unchecked } from './fit';
import { fitRange } from './fit-range';

/** Whether objects of the producer are within what the consumer says of objects; `judge` compares their values. */
export function fitObjects(pair: Pair, judge: Judge): Fit {
  const { producer, consumer } = pair;
  const keys = [...new Set([...keysOf(producer), ...keysOf(consumer)])];
  return every([
    ...keys.map((key) => fitKey(key, pair, judge)),
    fitRest(pair, judge),
    fitNames(pair),
    fitRange(
      { ...pair, producer: withCounts(producer) },
      { least: 'minProperties', most: 'maxProperties', of: 'keys', natural: 0 },
    ),
    fitPatterned(pair),
  ]);
}

/** The keys that a schema describes one by one. */
export function keysOf({ properties }: Schema): string[] {
  return isSchema(properties) ? Object.keys(properties) : [];
}

/** What the value of a key is: any, where nothing is said of it, and undefined where there is no such key. */
export function valueAt(schema: Schema, key: string): Schema | undefined {
  const { properties } = schema;
  if (!isSchema(properties) || !Object.hasOwn(properties, key)) return restOf(schema);
  const said = properties[key];
  return isSchema(said) ? said : said === false ? undefined : {};
}

/** What the keys are of which nothing is said one by one: any, of one schema, or undefined where there are none. */
function restOf({ additionalProperties: rest, patternProperties }: Schema): Schema | undefined {
  if (patternProperties !== undefined) return {};
  return rest === false ? undefined : isSchema(rest) ? rest : {};
}

/** Whether each object has the key: one with a default may lack it. */
export function demands(schema: Schema, key: string): boolean {
  const { required } = schema;
  const isListed = Array.isArray(required) && required.includes(key) && keysOf(schema).includes(key);
  return isListed && !('default' in (valueAt(schema, key) ?? {}));
}

function fitKey(key: string, { producer, consumer, what }: Pair, judge: Judge): Fit {
  const [has, wanted] = [valueAt(producer, key), valueAt(consumer, key)];
  const [isSure, isWanted] = [demands(producer, key), demands(consumer, key)];
  if (has === undefined) return isWanted ? refused(missing(key, producer, what)) : fits;
  const foreign = `${what} has the key ${key}, which the input does not have`;
  if (wanted === undefined) return isSure ? refused(foreign) : unchecked(foreign);
  const value = judge({ producer: has, consumer: wanted, what: `${key} of ${what}` });
  const fit = isSure || isWanted ? value : doubted(value);
  if (!isWanted || isSure) return fit;
  return every([fit, unchecked(`${what} may lack the key ${key}, which the input requires`)]);
}

function missing(key: string, producer: Schema, what: string): string {
  const near = closest(key, keysOf(producer));
  const meant = near === undefined ? '' : ` (it has ${near})`;
  return `${what} has no key ${key}, which the input requires${meant}`;
}

/** The keys that neither names, which are all of a map, and may be none of another object. */
function fitRest({ producer, consumer, what }: Pair, judge: Judge): Fit {
  const [has, wanted] = [restOf(producer), restOf(consumer)];
  if (has === undefined) return fits;
  if (wanted === undefined) return unchecked(`${what} may have keys that the input does not have`);
  const fit = judge({ producer: has, consumer: wanted, what: `each value of ${what}` });
  const areMaps = keysOf(producer).length + keysOf(consumer).length === 0;
  return areMaps ? fit : doubted(fit);
}

function fitNames({ producer, consumer, what }: Pair): Fit {
  const wanted = consumer['propertyNames'];
  if (!isSchema(wanted) || canonicalJson(wanted) === canonicalJson(producer['propertyNames'])) return fits;
  const names = { type: 'string', ...wanted };
  const wrong = keysOf(producer).filter((key) => valueAt(producer, key) && !takes(names, key));
  const [sure] = wrong.filter((key) => demands(producer, key));
  if (sure !== undefined) return refused(`${what} has the key ${sure}, a name that the input does not take`);
  const isClosed = restOf(producer) === undefined;
  return isClosed && wrong.length === 0 ? fits : unchecked('the input takes certain names of keys only');
}

function withCounts(schema: Schema): Schema {
  const least = keysOf(schema).filter((key) => demands(schema, key)).length;
  const most = restOf(schema) === undefined ? keysOf(schema).length : Infinity;
  return {
    minProperties: Math.max(least, Number(schema['minProperties'] ?? 0)),
    maxProperties: Math.min(most, Number(schema['maxProperties'] ?? Infinity)),
  };
}

function fitPatterned({ producer, consumer }: Pair): Fit {
  const [has, wanted] = [producer['patternProperties'], consumer['patternProperties']];
  const rest = [producer['additionalProperties'], consumer['additionalProperties']].map((one) =>
    canonicalJson(one),
  );
  if (wanted === undefined) return fits;
  const isSame = canonicalJson(has) === canonicalJson(wanted) && rest[0] === rest[1];
  return isSame ? fits : unchecked('the input has rules for keys by pattern');
}
