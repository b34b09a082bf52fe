import * as z from 'zod';
import { schemaOfType } from '../../../../src/bundle/interface/type-schema';

const schemaOf = (text: string) => schemaOfType(text, 'variables.tf: type of variable.x');

it.each([
  ['string', { type: 'string' }],
  ['number', { type: 'number' }],
  ['bool', { type: 'boolean' }],
  ['any', {}],
  ['"string"', { type: 'string' }],
  ['list', { type: 'array', items: {} }],
  ['set(number)', { type: 'array', items: { type: 'number' } }],
  ['list(map(any))', { type: 'array', items: { type: 'object', additionalProperties: {} } }],
  [
    'tuple([string, list(bool)])',
    {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'array', items: { type: 'boolean' } }],
      items: false,
      minItems: 2,
      maxItems: 2,
    },
  ],
  [
    'object({\n  z = string # last letter\n  "a b" = optional(number, -1)\n  z2 = optional(list(string))\n})',
    {
      type: 'object',
      properties: {
        z: { type: 'string' },
        'a b': { type: 'number', default: -1 },
        z2: { type: 'array', items: { type: 'string' } },
      },
      required: ['z'],
      additionalProperties: false,
    },
  ],
  ['object({})', { type: 'object', properties: {}, required: [], additionalProperties: false }],
])('is what %s takes', async (text, schema) => {
  expect(await schemaOf(text)).toEqual(schema);
});

it('lists attributes as they are written, not by the alphabet', async () => {
  const schema = await schemaOf(
    'object({ name = string, n = string, na = optional(string, "x"), a = string })',
  );

  expect(Object.keys(schema['properties'] as object)).toEqual(['name', 'n', 'na', 'a']);
});

it.each([
  ['map(object({ a = string }))', { x: { a: 'y' } }, { x: { a: 'y', b: 1 } }],
  ['object({ a = optional(any), b = number })', { b: 1 }, { a: 1 }],
  ['tuple([string, number])', ['a', 1], ['a']],
  ['any', [{ deep: [null] }], undefined],
])('%s takes %j, and not %j', async (text, good, bad) => {
  const schema = z.fromJSONSchema(await schemaOf(text));

  expect([schema.safeParse(good).success, bad !== undefined && schema.safeParse(bad).success]).toEqual([
    true,
    false,
  ]);
});

it.each(['strin', 'list(string, number)', 'map(', 'object([string])', 'optional(string)', '3'])(
  'refuses what is no type, by file and variable: %s',
  async (text) => {
    await expect(schemaOf(text)).rejects.toThrow(
      `variables.tf: type of variable.x: ${text} is not a Terraform type`,
    );
  },
);
