import { parse } from 'yaml';
import { views } from '../../support/builders/views';
import { type FakeApi, problem, Reply, startFakeApi } from '../../support/cli/fake-api';
import { runIdp } from '../../support/cli/terminal';

const list = (...items: object[]) => ({ items, next: null });

describe('a document of chosen fields', () => {
  let api: FakeApi;
  beforeEach(async () => {
    api = await startFakeApi({
      'GET /environments': list(views.ready(), { ...views.planning(), name: 'web' }),
      'GET /environments/foo': views.ready(),
      'GET /environments/name': { ...views.ready(), name: 'name' },
      'GET /templates': list(),
    });
  });
  afterEach(() => api.stop());

  it.each([
    [['list', '--json=name,status']],
    [['list', '--json', 'name,status']],
    [['--json', 'name,status', 'list']],
    [['list', '--output', 'json', '--json=name,status']],
  ])('has these and no others: %j', async (argv) => {
    const { code, stdout } = await runIdp(argv, api);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { name: 'foo', status: 'ready' },
      { name: 'web', status: 'pending' },
    ]);
  });

  it.each([
    [
      ['list', '--json', 'name'],
      [{ name: 'foo' }, { name: 'web' }],
    ],
    [['status', 'foo', '--json', 'name'], { name: 'foo' }],
    [['status', '--json', 'status', 'foo'], { status: 'ready' }],
    [
      ['status', 'foo', '--json=lease.ttl,run.phase'],
      { 'lease.ttl': views.ready().lease.ttl, 'run.phase': null },
    ],
    [
      ['list', '--json=run.phase'],
      [{ 'run.phase': null }, { 'run.phase': 'planning' }],
    ],
    [['templates', '--json=whatever'], []],
  ])('names them behind --json: %j', async (argv, document) => {
    expect(JSON.parse((await runIdp(argv, api)).stdout)).toEqual(document);
  });

  it('takes the word behind --json for what the command needs first, as ever', async () => {
    const { stdout } = await runIdp(['status', '--json', 'name'], api);

    expect(JSON.parse(stdout)).toMatchObject({ name: 'name', status: 'ready' });
  });

  it.each([
    [['list', '--json=nmae'], "'nmae' is not a field. Known fields: ", 'name, '],
    [['status', 'foo', '--json=lease.tll'], "'lease.tll' is not a field. Known fields of lease: ", 'ttl'],
    [['list', '--json=name,,'], "'name,,' is not a list of fields", ''],
    [['list', '--json='], "'' is not a list of fields", ''],
  ])('is refused where a name is wrong, with the known ones: %j', async (argv, says, known) => {
    const { code, stderr } = await runIdp(argv, api);

    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr).toContain(known);
  });

  it('is refused before anything is done by a command that changes something', async () => {
    const { code, stderr } = await runIdp(['destroy', 'foo', '--yes', '--json=nmae'], api);

    expect([code, api.received]).toEqual([2, []]);
    expect(stderr).toContain("'idp destroy' prints its whole document");
  });
});

describe('--output yaml', () => {
  let api: FakeApi;
  afterEach(() => api.stop());

  it('says what --json says', async () => {
    const odd = {
      'a b': 'x: y',
      yes: 'no',
      n: '1',
      e: '',
      l: [],
      o: {},
      d: [[1, 'a'], { b: [null] }],
      t: '# no',
      m: 'a\nb',
    };
    api = await startFakeApi({
      'GET /me': new Reply(
        200,
        `{"id":"ada","roles":[],"teams":[],"more":${JSON.stringify(odd)},"big":12345678901234567890.10}`,
      ),
    });

    const [json, yaml] = await Promise.all([
      runIdp(['me', '--json'], api),
      runIdp(['me', '-o', 'yaml'], api),
    ]);

    expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
    expect(yaml.stdout).toContain('big: 12345678901234567890.10\n');
  });

  it('says errors too, and goes with no other format', async () => {
    api = await startFakeApi({ 'GET /me': problem(403, 'Forbidden') });

    expect(parse((await runIdp(['me', '--output=yaml'], api)).stdout)).toMatchObject({
      error: { kind: 'forbidden' },
    });
    expect((await runIdp(['me', '--json', '--output', 'yaml'], api)).code).toBe(2);
  });

  it('is a list of lines of a log', async () => {
    const lines = [{ at: '2026-01-01T00:00:00.000Z', text: 'a' }];
    api = await startFakeApi({ 'GET /runs/r/logs': { lines, next: null, done: true } });

    const { stdout } = await runIdp(['logs', 'foo', '--run', 'r', '-o', 'yaml'], api);

    expect(parse(stdout)).toEqual(lines);
  });
});

describe('--debug', () => {
  it('says each request with its status and id, and nothing secret', async () => {
    const ready = new Reply(200, views.ready(), { 'apigw-requestid': 'req-1' });
    const api = await startFakeApi({ 'GET /environments/foo': [new Reply(503, {}), ready] });

    const { stdout, stderr } = await runIdp(['status', 'foo', '--debug', '--json'], api);
    await api.stop();

    expect(stderr).toMatch(/^GET \/environments\/foo: 503, \d+ ms$/m);
    expect(stderr).toMatch(/^GET \/environments\/foo: 200, \d+ ms, request id req-1$/m);
    expect(stdout + stderr).not.toContain('secret-token');
  });
});
