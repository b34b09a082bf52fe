import { ada, estimate } from '../../support/cli/estimates';
import { type FakeApi, Reply, type Scripted, startFakeApi } from '../../support/cli/fake-api';
import { runIdp } from '../../support/cli/terminal';

const id = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
const commands: [string[], string, Record<string, Scripted>?][] = [
  [['list'], 'GET /environments'],
  [['status', 'foo'], 'GET /environments/foo'],
  [['templates'], 'GET /templates'],
  [['template', 'foo'], 'GET /templates/foo'],
  [['targets'], 'GET /targets'],
  [['me'], 'GET /me'],
  [['life', id], `GET /lives/${id}`],
  [['logs', 'foo', '--run', id], `GET /runs/${id}/logs`],
  [['events', 'foo'], 'GET /environments/foo/events'],
  [['refusals'], 'GET /refusals'],
  [['runs', 'foo'], 'GET /environments/foo/runs'],
  [['image', 'list'], 'GET /image-builds'],
  [['image', 'status', id], `GET /image-builds/${id}`],
  [['extend', 'foo', '--ttl', '1h'], 'POST /environments/foo/extend'],
  [['create', '-t', 'foo', '-n', 'foo', '--yes'], 'POST /estimates', { 'GET /me': ada }],
  [
    ['create', '-t', 'foo', '-n', 'foo', '--yes'],
    'POST /environments',
    { 'GET /me': ada, 'POST /estimates': estimate },
  ],
];
const oddities = [
  'null',
  '[]',
  '"ready"',
  '3',
  '{"items":null}',
  '{"items":[null],"next":null}',
  '{"name":{}}',
];

describe('JSON of another shape at 200', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it.each(commands.map(([argv, route, more = {}]) => [argv, route, more] as const))(
    'is no answer of this API, whatever is in it: %j',
    async (argv, route, more) => {
      for (const text of oddities) {
        api = await startFakeApi({ ...more, [route]: new Reply(200, text) });
        const { code, stdout, stderr } = await runIdp([...argv], api);
        await api.stop();

        expect([text, code]).toEqual([text, 1]);
        expect(stderr).toMatch(/returned unexpected JSON.*Is it a Leasehold API\?/);
        expect(stdout + stderr).not.toMatch(/TypeError|^ +at /m);
      }
    },
  );
});

describe('an answer of somebody else', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it.each([301, 302, 307, 308])('of %i says where it leads to, and nothing of a query', async (status) => {
    const location = 'https://ada:pw@login.example.com/start?token=s3cret#x';
    api = await startFakeApi({ 'GET /me': new Reply(status, '', { location }) });

    const { code, stderr } = await runIdp(['me'], api);

    expect(code).toBe(1);
    expect(stderr).toContain(`returned ${status} and leads to https://login.example.com/start.`);
    expect(stderr).not.toMatch(/s3cret|ada:pw/);
  });

  it('of 407 names a proxy, once', async () => {
    api = await startFakeApi({ 'GET /me': new Reply(407, 'Proxy Authentication Required') });

    const { code, stderr, pauses } = await runIdp(['me'], api);

    expect([code, pauses]).toEqual([6, []]);
    expect(stderr).toContain('a proxy returned 407');
  });

  it.each([
    ['words that are none', '{"detail":{"a":1},"message":7,"title":[]}'],
    ['issues that are none', '{"code":"InvalidRequest","issues":"all","detail":{}}'],
    ['a list', '[1,2]'],
    ['a text', '"no"'],
  ])('with %s as its problem is told by its status', async (_what, body) => {
    api = await startFakeApi({ 'GET /me': new Reply(409, body) });

    const { code, stderr } = await runIdp(['me'], api);

    expect(code).toBe(5);
    expect(stderr).toContain('The control plane returned 409.');
  });

  it('that speaks no TLS is asked once', async () => {
    api = await startFakeApi({});

    const { code, stderr, pauses } = await runIdp(['me'], { url: api.url.replace('http:', 'https:') });

    expect([code, pauses]).toEqual([6, []]);
    expect(stderr).toContain('did not respond: it does not use TLS.');
  });
});
