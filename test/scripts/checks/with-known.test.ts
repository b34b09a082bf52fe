import { withKnown } from '../../../scripts/checks/with-known';

const name = { name: 'name', in: 'path', schema: { type: 'string' } };
const limit = { name: 'limit', in: 'query' };
const json = (example: object) => ({
  required: true,
  content: { 'application/json': { schema: {}, example } },
});
const described = {
  openapi: '3.1.0',
  paths: {
    '/things': { get: { parameters: [limit] }, post: { requestBody: json({ made: 1 }) } },
    '/things/{name}': { get: { parameters: [name, limit] }, delete: { parameters: [name] } },
    '/things/{name}/parts': { get: { parameters: [name] } },
  },
};

it('gives each operation what is known of its path, its own row first', () => {
  const { paths } = withKnown(described, {
    '/things/{name}': { path: { name: 'stays' } },
    'DELETE /things/{name}': { path: { name: 'goes' } },
  });

  expect(paths['/things/{name}']).toEqual({
    get: { parameters: [{ ...name, example: 'stays' }, limit] },
    delete: { parameters: [{ ...name, example: 'goes' }] },
  });
  expect(paths['/things/{name}/parts']).toEqual({ get: { parameters: [{ ...name, example: 'stays' }] } });
});

it('puts the known body in place of the example, and leaves all else as it is', () => {
  const { paths, ...rest } = withKnown(described, { 'POST /things': { body: { made: 2 } } });

  expect(rest).toEqual({ openapi: '3.1.0' });
  expect(paths).toEqual({
    ...described.paths,
    '/things': { ...described.paths['/things'], post: { requestBody: json({ made: 2 }) } },
  });
});

it('refuses a row about what the API does not have, which would be known to no purpose', () => {
  const known = { '/stuff/{name}': { path: { name: 'one' } }, 'PUT /things': { body: {} } };

  expect(() => withKnown(described, known)).toThrow('The API describes no /stuff/{name}, PUT /things.');
});
