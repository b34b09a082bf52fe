import * as api from '../../../../src/domain/api/requests';
import * as queries from '../../../../src/domain/api/queries';
import { issuesOf } from '../../../../src/domain/base/parse';
import type * as z from 'zod';

const wrong = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error ? issuesOf(error).map(({ field }) => field) : [];
};

describe('CreateEnvironmentBody', () => {
  const least = { name: 'foo', template: 'playground' };

  it('asks for a name and a template and takes everything else as it is given', () => {
    const most = {
      ...least,
      ttl: '1d12h',
      inputs: { resources: 3, tags: { a: ['b', null] } },
      version: '1.2.3',
      target: 'sandbox',
      team: 'payments',
      permanent: false,
      planOnly: true,
      owner: 'bob@example.com',
    };

    expect(api.CreateEnvironmentBody.parse(least)).toEqual(least);
    expect(api.CreateEnvironmentBody.parse(most)).toEqual(most);
  });

  it.each([
    'a\u0000b',
    'a\nb',
    '\u001b[31mred',
    '\u202eevil',
    'a\u2067b',
    'a\u200bb',
    '\ufeffa',
    'a\u2028b',
    'a\u{e0041}b',
  ])('refuses an owner and a team of the name %j', (name) => {
    expect(wrong(api.CreateEnvironmentBody, { ...least, owner: name, team: name })).toEqual([
      'team',
      'owner',
    ]);
    expect(wrong(queries.ListEnvironmentsQuery, { owner: name })).toEqual(['owner']);
  });

  it.each(['開発チーム@例え.jp', 'corp:françois', 'مجموعة', '😀'])(
    'takes an owner and a team of the name %s',
    (name) => {
      expect(wrong(api.CreateEnvironmentBody, { ...least, owner: name, team: name })).toEqual([]);
    },
  );

  it.each([
    [{ name: 'Foo' }, ['name', 'template']],
    [{ ...least, ttl: 7 }, ['ttl']],
    [{ ...least, ttl: '7' }, ['ttl']],
    [{ ...least, version: 'latest' }, ['version']],
    [{ ...least, team: 'two words' }, ['team']],
    [{ ...least, inputs: ['a'] }, ['inputs']],
    [{ ...least, size: 1, colour: 2 }, ['size', 'colour']],
    [[], ['body']],
  ])('names what is wrong with %j', (body, fields) => {
    expect(wrong(api.CreateEnvironmentBody, body)).toEqual(fields);
  });
});

describe('ChangeEnvironmentBody', () => {
  it('must change something', () => {
    expect(wrong(api.ChangeEnvironmentBody, { planOnly: true })).toEqual(['inputs']);
    expect(wrong(api.ChangeEnvironmentBody, { version: '1.0.1' })).toEqual([]);
    expect(wrong(api.ChangeEnvironmentBody, { inputs: {} })).toEqual([]);
  });
});

describe('NoBody', () => {
  it('takes no body and an empty one, and names what it does not expect', () => {
    expect(api.NoBody.parse(undefined)).toEqual({});
    expect(api.NoBody.parse({})).toEqual({});
    expect(wrong(api.NoBody, { force: true })).toEqual(['force']);
  });
});

describe('a number in a query', () => {
  it.each(['', ' 7', '0x10', '1e1', 'Infinity', '1.5', '-1'])('is not %j', (text) => {
    expect(wrong(queries.ListRunsQuery, { limit: text })).toEqual(['limit']);
    expect(wrong(queries.ListEventsQuery, { after: text })).toEqual(['after']);
  });

  it('is a decimal one, and has a default', () => {
    expect(queries.ListRunsQuery.parse({ limit: '7' })).toEqual({ limit: 7 });
    expect(queries.ListRunsQuery.parse({})).toEqual({ limit: 50 });
    expect(queries.ListEventsQuery.parse({ after: '0' })).toEqual({ after: 0 });
  });
});

describe('ListEnvironmentsQuery', () => {
  it('reads the page size from text, 50 if none is given', () => {
    expect(queries.ListEnvironmentsQuery.parse({})).toEqual({ limit: 50 });
    expect(queries.ListEnvironmentsQuery.parse({ limit: '100' }).limit).toBe(100);
  });

  it.each(['0', '101', '1.5', 'all', ''])('refuses the page size %j', (limit) => {
    expect(wrong(queries.ListEnvironmentsQuery, { limit })).toEqual(['limit']);
  });

  it('knows each status and no other', () => {
    expect(wrong(queries.ListEnvironmentsQuery, { status: 'stuck' })).toEqual([]);
    expect(wrong(queries.ListEnvironmentsQuery, { status: 'gone' })).toEqual(['status']);
  });
});

describe('ApprovePlanBody', () => {
  it('names one plan by its whole digest', () => {
    expect(wrong(api.ApprovePlanBody, { planDigest: 'd'.repeat(64) })).toEqual([]);
    expect(wrong(api.ApprovePlanBody, { planDigest: 'd'.repeat(8) })).toEqual(['planDigest']);
    expect(wrong(api.ApprovePlanBody, {})).toEqual(['planDigest']);
  });
});
