import * as z from 'zod';
import { firstFitting, parseRecord, parseRequest } from '../../../../src/domain/base/parse';

const Body = z.strictObject({
  name: z.string(),
  tags: z.array(z.strictObject({ key: z.string() })).optional(),
});

const issuesOf = (value: unknown, under?: string): unknown => {
  try {
    return parseRequest(Body, value, under);
  } catch (error) {
    return (error as { details: { issues: { field: string }[] } }).details.issues.map((issue) => issue.field);
  }
};

describe('parseRequest', () => {
  it('answers what the schema makes of the value', () => {
    expect(parseRequest(Body, { name: 'foo' })).toEqual({ name: 'foo' });
  });

  it.each([
    ['what is missing', {}, undefined, ['name']],
    ['each unknown key', { name: 'foo', ttl: 1, b: 2 }, undefined, ['ttl', 'b']],
    ['the path of what is nested', { name: 'a', tags: [{ key: 1 }] }, undefined, ['tags.0.key']],
    ['an unknown key within its path', { name: 'a', tags: [{ key: 'k', x: 1 }] }, undefined, ['tags.0.x']],
    ['the body where there is none', undefined, undefined, ['body']],
    ['everything under a prefix', { name: 1, x: 1 }, 'inputs', ['inputs.name', 'inputs.x']],
    ['the prefix for the whole', 'text', 'inputs', ['inputs']],
  ])('names %s', (_what, value, under, fields) => {
    expect(issuesOf(value, under)).toEqual(fields);
  });
});

test('parseRequest says of what is missing that it is required', () => {
  expect(() => parseRequest(Body, {}, 'inputs')).toThrow(
    expect.objectContaining({ details: { issues: [{ field: 'inputs.name', message: 'is required' }] } }),
  );
});

test('parseRecord blames the record, not the caller', () => {
  expect(() => parseRecord(Body, { name: 1 }, 'The item ENV#foo')).toThrow(
    expect.objectContaining({
      code: 'CorruptRecord',
      message: expect.stringMatching(/^The item ENV#foo .*name/),
    }),
  );
});

test('parseRecord refuses what is nested too deeply to be gone into, and says so briefly of anything', () => {
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, key) => [`key-${key}`, key]));

  expect(() => parseRecord(z.json(), deep, 'The file')).toThrow(
    'The file is invalid: it is nested too deeply.',
  );
  expect(() => parseRecord(z.strictObject({}), wide, 'The file')).toThrow(
    /^The file is invalid: .{1,2000}\.$/,
  );
});

test('firstFitting takes the first that a reader would take, and else the last', () => {
  const Name = z.string().max(3);

  expect(firstFitting(Name, ['long', 'abc', 'd'])).toBe('abc');
  expect(firstFitting(Name, ['long', 'longer'])).toBe('longer');
});
