import { fitReference } from '../../../../../src/domain/template/fit/fit-reference';
import type { Schema } from '../../../../../src/domain/template/json-schema';
import type { Manifest } from '../../../../../src/domain/template/template';

const subnets: Schema = {
  type: 'object',
  properties: { a: { type: 'string', pattern: '^subnet-' }, b: { type: 'integer' } },
  required: ['a'],
  additionalProperties: false,
};
const schemas: Readonly<Record<string, Schema | undefined>> = {
  vpc_id: { type: 'string', pattern: '^vpc-' },
  cidr: { type: 'string', format: 'cidr' },
  account: { type: 'string', format: 'aws-account-id' },
  role: { type: 'string', format: 'arn' },
  maybe_role: { type: ['string', 'null'], format: 'arn' },
  ids: { type: 'array', items: { type: 'string' }, minItems: 2 },
  few: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1 },
  pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
  subnets,
  urls: { type: 'object', additionalProperties: { type: 'string', format: 'uri' } },
  port: { type: 'integer', minimum: 1, maximum: 65535 },
  size: { enum: ['small', 'large'] },
  old: undefined,
};
const outputs: Manifest['outputs'] = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [
    name,
    { description: name, sensitive: false, ...(schema && { schema }) },
  ]),
);
outputs['password'] = { description: 'A secret.', sensitive: true, schema: { type: 'string' } };
outputs['typed'] = { description: 'Of an older version.', sensitive: false, type: 'string' };

function judge(reference: string, input: Schema) {
  const [output = '', step] = reference.split('.');
  return fitReference({ manifest: { outputs }, output, step }, input);
}

describe('fitReference', () => {
  it.each<[string, Schema]>([
    ['vpc_id', { type: 'string' }],
    ['vpc_id', { type: ['string', 'null'], description: 'An input.', default: null }],
    ['vpc_id', {}],
    ['cidr', { type: 'string', format: 'cidr' }],
    ['ids', { type: 'array', items: { type: 'string' }, minItems: 1 }],
    ['ids.0', { type: 'string' }],
    ['pair', { type: 'array', items: { type: ['string', 'number'] }, maxItems: 2 }],
    ['pair.1', { type: 'number' }],
    ['subnets', { type: 'object', additionalProperties: { type: ['string', 'number'] } }],
    ['subnets.a', { type: 'string' }],
    ['port', { type: 'number', exclusiveMinimum: 0 }],
    ['size', { type: 'string', enum: ['small', 'medium', 'large'] }],
    ['typed', { type: 'string' }],
    ['cidr', { anyOf: [{ type: 'integer' }, { type: 'string', format: 'cidr' }] }],
  ])('lets %s be given to %j', (reference, input) => {
    expect(judge(reference, input)).toEqual({ result: 'fits' });
  });

  it.each<[string, Schema, string]>([
    ['vpc_id', { type: 'number' }, 'vpc_id is a string, but the input takes a number'],
    ['port', { type: 'string' }, 'port is an integer, but the input takes a string'],
    ['vpc_id', { type: 'array', items: {} }, 'vpc_id is a string, but the input takes a list'],
    [
      'ids',
      { type: 'array', items: { type: 'number' } },
      'each element of ids is a string, but the input takes a number',
    ],
    [
      'cidr',
      { type: 'string', format: 'aws-account-id' },
      'cidr has format cidr, but the input takes aws-account-id',
    ],
    [
      'maybe_role',
      { type: 'string', format: 'aws-region' },
      'maybe_role has format arn, but the input takes aws-region',
    ],
    [
      'subnets',
      { type: 'object', properties: { aa: { type: 'string' } }, required: ['aa'] },
      'subnets has no key aa, which the input requires',
    ],
    [
      'subnets',
      { type: 'object', properties: { b: {} }, additionalProperties: false },
      'subnets has the key a, which the input does not have',
    ],
    [
      'urls',
      { type: 'object', additionalProperties: { type: 'boolean' } },
      'each value of urls is a string, but the input takes true or false',
    ],
    [
      'few',
      { type: 'array', items: {}, minItems: 2 },
      'few has at most 1 elements, but the input takes at least 2',
    ],
    ['port', { type: 'number', maximum: 0 }, 'port is at least 1, but the input takes at most 0'],
    ['size', { enum: ['tiny'] }, 'size is "small", "large", but the input takes only "tiny"'],
    ['vpc_id', { enum: ['subnet-1'] }, 'the input takes only "subnet-1", and vpc_id cannot be any of them'],
    ['password', {}, 'password is sensitive, and inputs are not encrypted'],
    ['vpcid', { type: 'string' }, 'there is no output vpcid (did you mean vpc_id?)'],
    ['subnets.c', { type: 'string' }, 'subnets has no key c (it has a, b)'],
    ['vpc_id.a', { type: 'string' }, 'vpc_id is of type string, so it has no a'],
    ['ids.first', { type: 'string' }, 'ids is a list; use a position such as 0 instead of first'],
    ['few.1', { type: 'string' }, 'few never has an element 1'],
    ['subnets.a', { type: 'boolean' }, 'subnets.a is a string, but the input takes true or false'],
  ])('refuses %s for %j', (reference, input, why) => {
    expect(judge(reference, input)).toEqual({
      result: 'refused',
      why: expect.stringContaining(why) as string,
    });
  });

  it.each<[string, Schema]>([
    ['old', { type: 'string' }],
    ['vpc_id', { type: 'string', pattern: '^vpc-[0-9a-f]+$' }],
    ['vpc_id', { type: 'string', format: 'cidr' }],
    ['maybe_role', { type: 'string' }],
    ['ids', { type: 'array', items: { type: 'string' }, uniqueItems: true }],
    ['ids.2', { type: 'string' }],
    ['urls.web', { type: 'string' }],
    ['subnets.b', { type: 'number' }],
    ['urls', { type: 'object', properties: { web: { type: 'string' } }, required: ['web'] }],
    ['port', { type: 'integer', minimum: 1024 }],
    ['vpc_id', { $ref: '#/$defs/id' }],
    ['vpc_id', { oneOf: [{ type: 'string' }, { type: 'string', minLength: 1 }] }],
    ['vpc_id', { allOf: [{ oneOf: [{ type: 'string' }, { type: 'string', minLength: 1 }] }] }],
    ['size', { enum: ['small'] }],
  ])('cannot say before the value is there whether %s can be given to %j', (reference, input) => {
    expect(judge(reference, input)).toEqual({ result: 'unchecked', why: expect.any(String) as string });
  });
});
