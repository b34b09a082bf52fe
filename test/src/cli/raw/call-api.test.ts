import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ada } from '../../../support/cli/estimates';
import { type FakeApi, problem, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

describe('idp api', () => {
  let api: FakeApi;
  beforeEach(async () => {
    api = await startFakeApi({
      'GET /me': ada,
      'GET /environments': { items: [], next: null },
      'GET /environments/no': problem(404, 'EnvironmentNotFound'),
      'POST /environments': { name: 'foo' },
    });
  });
  afterEach(() => api.stop());

  it('sends a request with the token, and prints the answer as it is', async () => {
    const { code, stdout } = await runIdp(['api', 'get', '/me'], api);

    expect([code, JSON.parse(stdout)]).toEqual([0, ada]);
    expect(api.received[0]?.headers['authorization']).toBe('Bearer secret-token');
  });

  it('sends the query, and a body from a file or the standard input', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'leasehold-body-')), 'body.json');
    writeFileSync(file, '{"name":"foo"}');

    await runIdp(['api', 'GET', '/environments?status=failed'], api);
    await runIdp(['api', 'POST', '/environments', '--input', file], api);
    await runIdp(['api', 'POST', '/environments', '--input', '-'], { ...api, typed: '{"name":"bar"}' });

    expect(api.received[0]?.query).toEqual({ status: 'failed' });
    expect(api.to('POST /environments').map(({ body }) => body)).toEqual([{ name: 'foo' }, { name: 'bar' }]);
  });

  it('ends with the exit code of the status', async () => {
    expect((await runIdp(['api', 'GET', '/environments/no'], api)).code).toBe(4);
  });

  it.each([
    ['me'],
    ['//evil.example.com/me'],
    ['http://evil.example.com'],
    ['/../x'],
    ['@evil.example.com/'],
    ['/a b'],
    // Below a path of a shared host, each of these leads to what is beside it.
    ['/%2e%2e/x'],
    ['/a/.%2E/../x'],
    ['/\\..\\x'],
    ['/..#'],
    ['/a/..#x'],
    ['/./x'],
  ])('sends nothing to %j', async (path) => {
    expect((await runIdp(['api', 'GET', path], api)).code).toBe(2);
    expect(api.received).toEqual([]);
  });

  it.each([[['PUT', '/me']], [['GET', '/me', '--input', '/nowhere/x.json']]])('refuses %j', async (args) => {
    expect((await runIdp(['api', ...args], api)).code).toBe(2);
    expect(api.received).toEqual([]);
  });
});
