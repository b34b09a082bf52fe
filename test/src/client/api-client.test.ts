import { type FakeApi, problem, Reply, type Scripted, startFakeApi } from '../../support/cli/fake-api';
import { runIdp } from '../../support/cli/terminal';
import { views } from '../../support/builders/views';

const change = ['update', 'foo', '--version', '1.0.1', '--yes', '--no-wait'];
const estimate = {
  template: { name: 'playground', version: '1.0.1' },
  inputs: {},
  lease: { startedAt: '', expiresAt: null, ttl: 'permanent', max: '1d', extensions: 0, warnedFor: null },
  estimate: { hourly: 0, monthly: 0, lease: null, lines: [], usage: [], unpriced: [], notes: [] },
};

describe('the API client', () => {
  let api: FakeApi;

  const serve = async (script: Record<string, Scripted | Scripted[]>) => {
    api = await startFakeApi(script);
    return api;
  };

  afterEach(() => api.stop());

  it('carries one Idempotency-Key through every attempt of a POST', async () => {
    await serve({ 'POST /environments/foo/extend': ['hang-up', problem(503, 'Unreachable'), views.ready()] });

    const { code } = await runIdp(['extend', 'foo', '--ttl', '1h'], api);

    const keys = api.to('POST /environments/foo/extend').map(({ headers }) => headers['idempotency-key']);
    expect(code).toBe(0);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9A-Z]{26}$/);
  });

  it('sends the token as a bearer, and a key only where something is posted', async () => {
    await serve({ 'GET /environments/foo': views.ready() });

    await runIdp(['status', 'foo'], api);

    expect(api.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-token']);
    expect(api.received[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  describe('of a document that is kept elsewhere', () => {
    let store: FakeApi;
    const outputs = { made: { sensitive: false, type: 'string', value: 'of the store' } };
    const serveFrom = async (script: Record<string, Scripted | Scripted[]>) => {
      store = await startFakeApi(script);
      const elsewhere = new Reply(303, {}, { location: `${store.url}/outputs.json?signature=s3cret` });
      return serve({ 'GET /environments/foo/outputs': elsewhere });
    };

    afterEach(() => store.stop());

    it('fetches it there, without the token', async () => {
      await serveFrom({ 'GET /outputs.json': outputs });

      const { code, stdout } = await runIdp(['outputs', 'foo', '--json'], api);

      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual(outputs);
      expect(store.received).toMatchObject([{ query: { signature: 's3cret' } }]);
      expect(store.received[0]?.headers).not.toHaveProperty('authorization');
    });

    it('asks for another address where one has ended', async () => {
      await serveFrom({ 'GET /outputs.json': [new Reply(403, {}), 'hang-up', outputs] });

      const { code } = await runIdp(['outputs', 'foo'], api);

      expect(code).toBe(0);
      expect(api.to('GET /environments/foo/outputs')).toHaveLength(3);
    });

    it('fetches nothing where it could be read on the way, and shows no address', async () => {
      await serveFrom({});
      const open = new Reply(303, {}, { location: 'http://store.example/outputs.json?signature=s3cret' });
      await api.stop();
      await serve({ 'GET /environments/foo/outputs': open });

      const { code, stderr } = await runIdp(['outputs', 'foo'], api);

      expect(code).not.toBe(0);
      expect(stderr).toContain('store.example, which does not use HTTPS');
      expect(stderr).not.toContain('s3cret');
    });
  });

  it.each([429, 502, 503, 504])('waits as long as Retry-After asks after %i, and says so', async (status) => {
    const busy = new Reply(status, { message: 'Busy' }, { 'retry-after': '7' });
    await serve({ 'GET /me': [busy, { id: 'ada', name: 'Ada', kind: 'person', roles: [], teams: [] }] });

    const { code, pauses, stderr } = await runIdp(['me'], api);

    expect(code).toBe(0);
    expect(pauses).toEqual([7_000]);
    expect(stderr).toContain(`The control plane is busy (${status}); trying again in 7s`);
  });

  it('gives up when the control plane stays busy longer than a minute in all', async () => {
    const busy = new Reply(429, { detail: 'Too much at once.', code: 'OutboxFull' }, { 'retry-after': '25' });
    await serve({ 'GET /me': busy });

    const { code, pauses, stderr } = await runIdp(['me'], api);

    expect(code).toBe(6);
    expect(pauses).toEqual([25_000, 25_000]);
    expect(stderr).toContain('Error: Too much at once. (OutboxFull)');
  });

  it.each([
    ['a broken connection', 'hang-up' as const],
    ['an answer of 503', problem(503, 'Unreachable')],
  ])('sends no PATCH again after %s, as it may have been done', async (_what, answer) => {
    await serve({
      'GET /environments/foo': views.ready(),
      'POST /estimates': estimate,
      'PATCH /environments/foo': answer,
    });

    const { code } = await runIdp(change, api);

    expect(code).toBe(6);
    expect(api.to('PATCH /environments/foo')).toHaveLength(1);
  });

  it('sends a PATCH again that was turned away', async () => {
    await serve({
      'GET /environments/foo': views.ready(),
      'POST /estimates': estimate,
      'PATCH /environments/foo': [problem(429, 'OutboxFull'), views.planning()],
    });

    const { code } = await runIdp(change, api);

    expect(code).toBe(0);
    expect(api.to('PATCH /environments/foo')).toHaveLength(2);
  });

  it('sends nothing again that was understood and refused', async () => {
    await serve({ 'GET /environments/foo': problem(404, 'EnvironmentNotFound') });

    const { code } = await runIdp(['status', 'foo'], api);

    expect(code).toBe(4);
    expect(api.received).toHaveLength(1);
  });

  it('says that nobody answers, and where the address is from', async () => {
    await serve({});
    await api.stop();

    const { code, stderr } = await runIdp(['me'], api);

    expect(code).toBe(6);
    expect(stderr).toContain(`The control plane at ${api.url} did not respond: connection refused.`);
    expect(stderr).toContain('Its address is from IDP_URL.');
    expect(stderr).not.toContain('secret-token');
  });

  it.each([
    ['no JSON', new Reply(200, '<html>'), 'something that is not JSON'],
    ['a redirect', new Reply(302, '', { location: 'http://127.0.0.1:9/' }), 'returned 302'],
  ])('follows nobody who answers %s', async (_what, answer, says) => {
    await serve({ 'GET /me': answer });

    const { code, stderr } = await runIdp(['me'], api);

    expect(code).toBe(1);
    expect(stderr).toContain(says);
  });

  it.each(['..', '.', ''])('makes no path out of the name %j', async (name) => {
    await serve({ 'GET /environments': { items: [], next: null } });

    const { code, stderr } = await runIdp(['status', name], api);

    expect(code).toBe(2);
    expect(stderr).toContain('is not a valid name');
    expect(api.received).toEqual([]);
  });

  it('stops at once when interrupted', async () => {
    await serve({ 'GET /me': problem(503, 'Unreachable') });

    const { code, stderr } = await runIdp(['me'], { ...api, interrupted: AbortSignal.abort() });

    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted.');
  });
});
