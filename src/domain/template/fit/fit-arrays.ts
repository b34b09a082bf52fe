import { canonicalJson } from '../../base/canonical-json';
import { isSchema, type Schema } from '../json-schema';
import { doubted, every, type Fit, fits, type Judge, type Pair, refused, unchecked } from './fit';
import { fitRange } from './fit-range';

/** Whether lists of the producer are within what the consumer says of lists; `judge` compares their elements. */
export function fitArrays(pair: Pair, judge: Judge): Fit {
  const producer = withMost(pair.producer);
  const range = { least: 'minItems', most: 'maxItems', of: 'elements', natural: 0 };
  return every([
    fitRange({ ...pair, producer }, range),
    fitElements({ ...pair, producer }, judge),
    fitUnique({ ...pair, producer }),
    fitContains(pair),
  ]);
}

/** A tuple with nothing behind its positions has no more of them. */
function withMost(schema: Schema): Schema {
  const positions = positionsOf(schema);
  if (schema['items'] !== false) return schema;
  return { ...schema, maxItems: Math.min(positions.length, Number(schema['maxItems'] ?? positions.length)) };
}

function positionsOf({ prefixItems }: Schema): unknown[] {
  return Array.isArray(prefixItems) ? (prefixItems as unknown[]) : [];
}

/** What the element at a position is: any, where nothing is said of it, and undefined where there is none. */
function elementAt(schema: Schema, position: number): Schema | undefined {
  const positions = positionsOf(schema);
  const said = position < positions.length ? positions[position] : schema['items'];
  if (said === false) return undefined;
  return isSchema(said) ? said : {};
}

function fitElements(pair: Pair, judge: Judge): Fit {
  const { producer, consumer } = pair;
  if (Array.isArray(producer['items']) || Array.isArray(consumer['items']))
    return unchecked('items is a list, as in older drafts of JSON Schema');
  const named = Math.max(positionsOf(producer).length, positionsOf(consumer).length);
  const most = Number(producer['maxItems'] ?? Infinity);
  const positions = Array.from({ length: named + 1 }, (_, index) => index).filter((index) => index < most);
  return every(positions.map((position) => fitElement(pair, position, judge)));
}

function fitElement({ producer, consumer, what }: Pair, position: number, judge: Judge): Fit {
  const [has, wanted] = [elementAt(producer, position), elementAt(consumer, position)];
  if (has === undefined) return fits;
  if (wanted !== undefined) {
    const fit = judge({ producer: has, consumer: wanted, what: nameOf(position, producer, what) });
    const least = Math.max(Number(producer['minItems'] ?? 0), Number(consumer['minItems'] ?? 0));
    // A list is meant to have elements, but nobody says how many.
    return position === 0 || position < least ? fit : doubted(fit);
  }
  const why = `${what} may have more than ${position} elements, which is the most that the input takes`;
  return Number(producer['minItems'] ?? 0) > position ? refused(why) : unchecked(why);
}

function nameOf(position: number, producer: Schema, what: string): string {
  return position < positionsOf(producer).length
    ? `element ${position} of ${what}`
    : `each element of ${what}`;
}

function fitUnique({ producer, consumer, what }: Pair): Fit {
  if (consumer['uniqueItems'] !== true || producer['uniqueItems'] === true) return fits;
  if (Number(producer['maxItems'] ?? Infinity) <= 1) return fits;
  return unchecked(`the input takes no element twice, which ${what} does not promise`);
}

function fitContains({ producer, consumer }: Pair): Fit {
  if (!('contains' in consumer)) return fits;
  const of = ({ contains, minContains, maxContains }: Schema) =>
    canonicalJson({ contains, minContains, maxContains });
  return of(producer) === of(consumer) ? fits : unchecked('the input takes lists with certain elements only');
}
