import { knownFormats } from '../../src/domain/template/formats';
import { knownKeywords } from '../../src/domain/template/keywords';

type Json = Record<string, unknown>;

const number: Json = { type: 'number' };
const count: Json = { type: 'integer', minimum: 0 };
const text: Json = { type: 'string' };
const flag: Json = { type: 'boolean' };
const texts: Json = { type: 'array', items: text };
const values: Json = { type: 'array' };
/** What an input holds is described as the input is; below these, Terraform's type is not compared. */
const part: Json = { anyOf: [{ $ref: '#/definitions/input' }, flag] };
const parts: Json = { type: 'object', additionalProperties: part };
const any: Json = { type: ['object', 'boolean'] };
const several: Json = { type: 'array', items: any };
const typeName: Json = { enum: ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] };

/** What each keyword takes, and what it says. */
const keywords: Readonly<Record<string, Json>> = {
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: { type: 'number', exclusiveMinimum: 0 },
  minLength: count,
  maxLength: count,
  pattern: { type: 'string', format: 'regex' },
  format: {
    type: 'string',
    description: `What a text is; checked: ${knownFormats.join(', ')}.`,
    examples: [...knownFormats],
  },
  items: part,
  prefixItems: several,
  minItems: count,
  maxItems: count,
  uniqueItems: flag,
  contains: any,
  minContains: count,
  maxContains: count,
  properties: parts,
  required: texts,
  additionalProperties: part,
  patternProperties: { type: 'object', additionalProperties: any },
  propertyNames: any,
  minProperties: count,
  maxProperties: count,
  type: {
    anyOf: [typeName, { type: 'array', items: typeName }],
    description: 'Narrows the type that Terraform has.',
  },
  enum: { type: 'array', description: 'The values to choose from.' },
  const: {},
  default: { description: 'Only where the variable has none.' },
  description: { type: 'string', description: "Replaces the variable's description." },
  sensitive: { type: 'boolean', description: 'As the variable has it.' },
  anyOf: several,
  oneOf: several,
  allOf: several,
  $ref: text,
  title: { type: 'string', description: 'Its name in a form.' },
  examples: { ...values, description: 'Values that somebody could give.' },
  group: { type: 'string', description: 'The heading under which it is listed.' },
  order: { type: 'number', description: 'At which place it is listed there.' },
  deprecated: { type: 'boolean', description: 'Whether it should no longer be given.' },
  $comment: text,
};

/** The JSON Schema of what a template.yaml says of one input: the keywords that publication takes, and no others. */
export function describeInput(): Json {
  return {
    type: 'object',
    description: 'Bounds and choices as in JSON Schema, and texts for people and forms.',
    properties: Object.fromEntries(knownKeywords.map((keyword) => [keyword, describeKeyword(keyword)])),
    patternProperties: { '^x-': { description: 'A keyword of your own.' } },
    additionalProperties: false,
  };
}

function describeKeyword(keyword: string): Json {
  const known = keywords[keyword];
  if (known === undefined)
    throw new Error(`scripts/schemas/input-keywords.ts does not say what ${keyword} takes`);
  return { description: `As in JSON Schema: ${keyword}.`, ...known };
}
