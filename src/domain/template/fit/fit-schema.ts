import { canonicalJson } from '../../base/canonical-json';
import { isWord, knownKeywords } from '../keywords';
import { isSchema, type Schema, takes } from '../json-schema';
import { eachBranch, every, type Fit, fits, oneOf, type Pair, refused, unchecked, doubted } from './fit';
import { fitArrays } from './fit-arrays';
import { fitNumbers } from './fit-numbers';
import { fitObjects } from './fit-objects';
import { fitStrings } from './fit-strings';

/**
 * Whether every value of one schema is a value of another. It is strict in what it lets through as certain, and refuses only
 * what cannot be meant: another type, other elements, a key that is missing, bounds that exclude each other.
 */
export function fitSchema(pair: Pair): Fit {
  const { producer, consumer, what } = pair;
  const wanted = boundsOf(consumer);
  if (Object.keys(wanted).length === 0) return fits;
  if ('$ref' in producer || '$ref' in consumer) return unchecked(`the type of ${what} is defined by $ref`);
  if (canonicalJson(boundsOf(producer)) === canonicalJson(wanted)) return fits;
  if ('not' in consumer) return refused(`the input takes no value`);
  const values = finiteValues(producer);
  if (values !== undefined) return fitValues(values, pair);
  if (isComposed(consumer)) return fitComposed(pair);
  if (isComposed(producer)) return fitComposing(pair);
  return fitChoices(pair) ?? withUnknown(consumer, fitTypes(pair));
}

/** A schema without what no value is held against. */
function boundsOf(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isWord(keyword)));
}

/** The values that a schema has, if it names each. */
function finiteValues({ enum: choices, const: only, type }: Schema): readonly unknown[] | undefined {
  if (Array.isArray(choices)) return choices as unknown[];
  if (only !== undefined) return [only];
  if (type === 'boolean') return [true, false];
  return type === 'null' ? [null] : undefined;
}

function fitValues(values: readonly unknown[], { consumer, what, producer }: Pair): Fit {
  const wrong = values.filter((value) => !takes(consumer, value));
  if (wrong.length === 0) return fits;
  const shown = wrong
    .slice(0, 3)
    .map((value) => JSON.stringify(value))
    .join(', ');
  if (wrong.length < values.length)
    return unchecked(`${what} can be ${shown}, which the input does not take`);
  const { type } = producer;
  const is = 'enum' in producer || 'const' in producer ? shown : nounOf(String(type));
  return refused(`${what} is ${is}, but the input takes ${nounsOf(consumer)}`);
}

/** Where the input names its values: none of them can be given where the output takes none of them. */
function fitChoices({ producer, consumer, what }: Pair): Fit | undefined {
  if (!('enum' in consumer) && !('const' in consumer)) return undefined;
  const choices = finiteValues(consumer) ?? [];
  const shown = choices.map((value) => JSON.stringify(value)).join(', ');
  return choices.some((value) => takes(producer, value))
    ? unchecked(`the input takes only ${shown}`)
    : refused(`the input takes only ${shown}, and ${what} cannot be any of them`);
}

const composing = ['allOf', 'anyOf', 'oneOf'];

function isComposed(schema: Schema): boolean {
  return composing.some((keyword) => keyword in schema);
}

/** What a composed schema is made of, each of which holds for the whole value. */
function partsOf(schema: Schema): Schema[] {
  const base = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !composing.includes(keyword)));
  const alone = ['anyOf', 'oneOf'].flatMap((keyword) =>
    keyword in schema ? [{ [keyword]: schema[keyword] }] : [],
  );
  return [base].concat(branchesOf(schema, 'allOf'), alone);
}

function branchesOf(schema: Schema, keyword: string): Schema[] {
  const branches = schema[keyword];
  return Array.isArray(branches) ? branches.filter(isSchema) : [];
}

/** A choice of types must fit with each of them; of what is composed otherwise only the type is judged. */
function fitComposing(pair: Pair): Fit {
  const { producer, what } = pair;
  const branches = choicesOf(boundsOf(producer));
  if (branches !== undefined) return eachBranch(branches.map((one) => fitSchema({ ...pair, producer: one })));
  const { type } = producer;
  const fit = fitSchema({ ...pair, producer: type === undefined ? {} : { type } });
  return fit.result === 'refused' ? fit : unchecked(`${what} is composed of more than one schema`);
}

/** The branches of a schema that is a choice between them, and nothing else. */
function choicesOf(schema: Schema): Schema[] | undefined {
  const branches = branchesOf(schema, 'anyOf').concat(branchesOf(schema, 'oneOf'));
  return Object.keys(schema).length === 1 && branches.length > 0 ? branches : undefined;
}

/** What is composed of parts that change a value as they read it may take less than its parts: it is never certain. */
function fitComposed(pair: Pair): Fit {
  const { consumer } = pair;
  const fit = every(partsOf(consumer).map((part) => fitWanted(part, pair)));
  const text = JSON.stringify(consumer);
  const isUncertain = ['"default"', '"prefixItems"'].some((one) => text.includes(one));
  return isUncertain && fit.result === 'fits' ? unchecked('the input has more than one type') : fit;
}

/** What one branch of `oneOf` takes another may take too, and then the whole refuses it: it is never certain. */
function fitWanted(part: Schema, pair: Pair): Fit {
  const branches = choicesOf(part);
  if (branches === undefined) return fitSchema({ ...pair, consumer: part });
  const fit = oneOf(branches.map((consumer) => fitSchema({ ...pair, consumer })));
  const isUncertain = 'oneOf' in part && fit.result === 'fits';
  return isUncertain ? unchecked('the input has more than one type') : fit;
}

/** What we do not know of a consumer may refuse any value. */
function withUnknown(consumer: Schema, fit: Fit): Fit {
  const unknown = Object.keys(boundsOf(consumer)).find((keyword) => !knownKeywords.includes(keyword));
  return unknown === undefined
    ? fit
    : every([fit, unchecked(`the input has ${unknown}, which is an unknown keyword`)]);
}

function typesOf({ type }: Schema): string[] | undefined {
  return type === undefined ? undefined : [type].flat().map(String);
}

function fitTypes(pair: Pair): Fit {
  const types = typesOf(pair.producer);
  if (types === undefined) return unchecked(`${pair.what} has no declared type`);
  const judged = types.map((type) => ({ type, fit: fitType(type, pair) }));
  const values = judged.filter(({ type }) => type !== 'null').map(({ fit }) => fit);
  // A value that may be null is refused for what it is otherwise.
  const whole = eachBranch(values.length > 0 ? values : judged.map(({ fit }) => fit));
  return whole.result === 'refused' ? whole : every([whole, ...judged.map(({ fit }) => doubted(fit))]);
}

/** A value of one type of the producer's; the type that takes it is the consumer's nearest. */
function fitType(type: string, pair: Pair): Fit {
  const wanted = typesOf(pair.consumer);
  const { what } = pair;
  if (wanted === undefined) return unchecked('the input has bounds, but no type');
  const near = [type, ...(type === 'integer' ? ['number'] : []), ...(type === 'number' ? ['integer'] : [])];
  const taken = near.find((one) => wanted.includes(one));
  if (taken === undefined) {
    const is = type === 'null' ? 'may be null' : `is ${nounOf(type)}`;
    return refused(`${what} ${is}, but the input takes ${nounsOf(pair.consumer)}`);
  }
  const fit = fitBounds(type, pair);
  const isNarrower = type === 'number' && taken === 'integer';
  return isNarrower
    ? every([fit, unchecked(`${what} may be a fraction, and the input takes integers`)])
    : fit;
}

function fitBounds(type: string, pair: Pair): Fit {
  if (type === 'string') return fitStrings(pair);
  if (type === 'number' || type === 'integer') return fitNumbers(pair, type);
  if (type === 'array') return fitArrays(pair, fitSchema);
  return type === 'object' ? fitObjects(pair, fitSchema) : fits;
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function nounOf(type: string): string {
  return nouns[type] ?? type;
}

function nounsOf(schema: Schema): string {
  const choices = 'enum' in schema || 'const' in schema ? (finiteValues(schema) ?? []) : [];
  if (choices.length > 0) return `only ${choices.map((value) => JSON.stringify(value)).join(', ')}`;
  return (typesOf(schema) ?? []).map(nounOf).join(' or ') || 'something else';
}
