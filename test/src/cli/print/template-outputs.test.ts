import { renderTemplateOutputs } from '../../../../src/cli/print/template-outputs';
import { schemaWords } from '../../../../src/domain/template/schema-words';
import { createPaint } from '../../../../src/client/text/paint';

it.each<[Record<string, unknown>, string]>([
  [{ type: 'string', format: 'cidr' }, 'string (cidr)'],
  [{ type: ['string', 'null'], format: 'arn' }, 'string (arn) or null'],
  [{ type: 'array', items: { type: 'string' } }, 'list of string'],
  [{ type: 'array' }, 'list'],
  [{ type: 'object', additionalProperties: { type: 'string', format: 'uri' } }, 'map of string (uri)'],
  [{ type: 'object', properties: { a: {}, b: {} } }, 'object (a, b)'],
  [{ type: 'object' }, 'object'],
  [{ enum: ['small', 'large'] }, 'one of small, large'],
  [{ type: ['string', 'number'] }, 'string or number'],
  [{ type: 'null' }, 'null'],
  [{}, 'any'],
])('says %j in few words', (schema, words) => {
  expect(schemaWords(schema)).toBe(words);
});

it('lists the outputs of a template with their types, those of older versions without', () => {
  const lines = renderTemplateOutputs(
    {
      vpc_id: { description: 'Id.', sensitive: false, schema: { type: 'string' } },
      password: { description: 'Secret.', sensitive: true, type: 'string' },
      old: { description: 'Of an older version.', sensitive: false },
    },
    createPaint(false),
  );

  expect(lines).toEqual([
    '  vpc_id    string  Id.',
    '  password  string  Secret. (sensitive)',
    '  old       -       Of an older version.',
  ]);
});
