import * as fc from 'fast-check';
import type { Schema } from '../../../src/domain/template/json-schema';

const names = fc.constantFrom('a', 'b', 'c');
const counts = { minItems: fc.nat(2), maxItems: fc.nat(3), uniqueItems: fc.boolean() };

/** A schema with texts, numbers, lists and objects in it, and with bounds that often meet. */
export const { schema: anySchema } = fc.letrec<{ schema: Schema; flat: Schema }>((tie) => ({
  flat: fc.oneof(
    text(),
    number(),
    choice(),
    fc.constantFrom<Schema[]>({ type: 'boolean' }, { type: 'null' }, {}),
  ),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('flat'),
    list(tie('schema')),
    tuple(tie('schema')),
    object(tie('schema')),
    map(tie('schema')),
    choiceOf(tie('schema')),
    nullable(tie('flat')),
  ),
}));

function withSome(base: Schema, bounds: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Schema> {
  return fc.record(bounds, { requiredKeys: [] }).map((some) => ({ ...base, ...some }));
}

function text(): fc.Arbitrary<Schema> {
  const format = fc.constantFrom('arn', 'aws-account-id', 'aws-region', 'cidr', 'uri', 'hostname');
  return fc.oneof(
    withSome({ type: 'string' }, { minLength: fc.nat(3), maxLength: fc.nat(6) }),
    format.map((one) => ({ type: 'string', format: one })),
    withSome({ type: 'string', pattern: '^[ab]*$' }, { maxLength: fc.nat(4) }),
  );
}

function number(): fc.Arbitrary<Schema> {
  const bounds = {
    minimum: fc.integer({ min: -3, max: 3 }),
    maximum: fc.integer({ min: -3, max: 6 }),
    exclusiveMinimum: fc.integer({ min: -3, max: 3 }),
    exclusiveMaximum: fc.integer({ min: -3, max: 6 }),
    multipleOf: fc.integer({ min: 1, max: 3 }),
  };
  return fc.constantFrom('number', 'integer').chain((type) => withSome({ type }, bounds));
}

function choice(): fc.Arbitrary<Schema> {
  const values = fc.constantFrom<unknown[]>('a', 'b', 'us-east-1', '10.0.0.0/16', 0, 1, true, null);
  return fc.oneof(
    fc.uniqueArray(values, { minLength: 1, maxLength: 3 }).map((some) => ({ enum: some })),
    values.map((only) => ({ const: only })),
  );
}

function list(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return inner.chain((items) => withSome({ type: 'array' }, { ...counts, items: fc.constant(items) }));
}

function tuple(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const rest = fc.oneof(fc.constant<boolean>(false), inner);
  return fc
    .array(inner, { minLength: 1, maxLength: 3 })
    .chain((prefixItems) => withSome({ type: 'array', prefixItems }, { ...counts, items: rest }));
}

function object(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const properties = fc.dictionary(names, inner, { maxKeys: 3 });
  return properties.chain((some) =>
    withSome(
      { type: 'object', properties: some },
      {
        required: fc.subarray(['a', 'b', 'c']),
        additionalProperties: fc.oneof(fc.constant<boolean>(false), inner),
        minProperties: fc.nat(2),
        maxProperties: fc.nat(3),
        propertyNames: fc.constant({ enum: ['a', 'b'] }),
      },
    ),
  );
}

function map(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return inner.map((additionalProperties) => ({ type: 'object', additionalProperties }));
}

function choiceOf(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const some = fc.array(inner, { minLength: 1, maxLength: 2 });
  return fc.tuple(fc.constantFrom('anyOf', 'oneOf', 'allOf'), some).map(([kind, all]) => ({ [kind]: all }));
}

function nullable(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return inner.map((one) => ('type' in one ? { ...one, type: [one['type'], 'null'] } : one));
}

/** Values that schemas of this kind often take, at any depth. */
export const { value: anyValue } = fc.letrec<{ value: unknown; flat: unknown }>((tie) => ({
  flat: fc.oneof(
    fc.constantFrom('', 'a', 'b', 'ab', 'abc', 'abcdef', true, false, null),
    fc.constantFrom('us-east-1', '10.0.0.0/16', '123456789012', 'arn:aws:iam::123456789012:role/x'),
    fc.constantFrom('https://example.com', 'db.example.com'),
    fc.integer({ min: -4, max: 7 }),
    fc.constantFrom(0.5, 1.5, -2.5),
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('flat'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), { maxKeys: 4 }),
  ),
}));
