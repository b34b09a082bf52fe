import { parseExact, type ExactJson } from '../../../../../src/domain/base/exact-json';
import { Misfit, outputMisfit } from '../../../../../src/domain/template/fit/output-misfit';
import { typeOfState } from '../../../../../src/domain/template/fit/state-type';

interface Said {
  expected?: string;
  found: string;
  reason: RegExp;
}

const exact = (text: string) => parseExact(text) as ExactJson;

describe('a value of a state', () => {
  it.each<[string, ExactJson, ExactJson]>([
    ['text', 'string', 'a'],
    ['list', ['list', 'string'], ['a']],
    ['tuple', ['tuple', ['string', 'string']], ['a', 'b']],
    ['map', ['map', 'number'], { a: 1 }],
    ['number', 'number', exact('1.50')],
  ])('matches the schema of its kind: %s', (_kind, type, value) => {
    const schema = { ...typeOfState(type) };

    expect(outputMisfit(schema, { type, value })).toBeUndefined();
    expect(outputMisfit(schema, { type })).toBeUndefined();
    expect(outputMisfit({}, { type, value })).toBeUndefined();
  });

  it.each<[Record<string, unknown>, ExactJson, ExactJson, Said]>([
    [
      { type: 'string' },
      'number',
      3,
      { expected: 'string', found: 'number', reason: /expected string, received number/ },
    ],
    [{ type: 'string' }, 'string', null, { expected: 'string', found: 'null', reason: /received null/ }],
    [
      { type: 'array', items: { type: 'string', format: 'arn' } },
      ['tuple', ['string', 'string']],
      ['arn:aws:s3:::a', 'secret-looking'],
      { expected: 'list of string (arn)', found: 'list of string', reason: /^value.1 must be an ARN/ },
    ],
    [
      { type: 'object', properties: { a: {} }, required: ['a'], additionalProperties: false },
      ['object', { b: 'bool' }],
      { b: true },
      { expected: 'object (a)', found: 'object (b)', reason: /^value.a is required/ },
    ],
    [{ type: 'integer' }, 'number', exact('12345678901234567890123'), { found: 'number', reason: /int/i }],
  ])('that does not match %j is told by type and reason', (schema, type, value, { reason, ...said }) => {
    const misfit = outputMisfit(schema, { type, value });

    expect(misfit).toMatchObject(said);
    expect(misfit?.reason).toMatch(reason);
    expect(JSON.stringify(misfit)).not.toContain('secret-looking');
  });

  it.each<[Record<string, unknown>, ExactJson]>([
    [{ type: 'string', format: 'arn' }, 'string'],
    [{ type: 'string' }, 'dynamic'],
    [{ type: 'array', items: { type: 'string' } }, ['set', 'string']],
    [{ type: ['string', 'null'] }, 'string'],
    [{ $ref: '#/$defs/x' }, 'number'],
  ])('that is secret is not held against what only the value tells: %j', (schema, type) => {
    expect(outputMisfit(schema, { type })).toBeUndefined();
  });

  it('is told within bounds, however long the schema and the type are', () => {
    const properties = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, {}]));
    const schema = { type: 'object', properties, required: Object.keys(properties) };

    const misfit = outputMisfit(schema, { type: 'string', value: 'a' });

    expect(Misfit.safeParse(misfit).success).toBe(true);
  });
});
