import { images } from '../../support/builders/image-views';
import { lifeOf, views } from '../../support/builders/views';
import { ada, estimate } from '../../support/cli/estimates';
import { type FakeApi, problem, Reply, type Scripted, startFakeApi } from '../../support/cli/fake-api';
import { runIdp } from '../../support/cli/terminal';

const down = problem(503, 'Unreachable');
const run = views.planning().run!.id;
const page = (more: object) => ({ lines: [], next: 'x', done: false, ...more });
const ended = { type: 'EnvironmentDestroyed', seq: 2, at: '2026-01-01T00:00:00.000Z', actor: 'x', data: {} };

/** What is watched: how it is typed, what is asked again and again, and how that ends. */
const watches: [string[], string, Scripted, Record<string, Scripted>][] = [
  [['status', 'foo', '--watch'], 'GET /environments/foo', views.ready(), {}],
  [
    ['create', '-t', 'playground', '-n', 'foo', '--yes'],
    'GET /environments/foo',
    views.ready(),
    { 'GET /me': ada, 'POST /estimates': estimate, 'POST /environments': views.planning() },
  ],
  [['logs', 'foo', '--run', run, '--follow'], `GET /runs/${run}/logs`, page({ done: true }), {}],
  [['events', 'foo', '--follow'], 'GET /environments/foo/events', { items: [ended], next: null }, {}],
  [
    ['image', 'build', 'acme/shop'],
    `GET /image-builds/${images.queued.id}`,
    images.succeeded,
    { 'POST /image-builds': images.queued },
  ],
];

/** The first answer of a watch that asks before it watches. */
const firstOf = (argv: string[]): Scripted[] => (argv[0] === 'status' ? [views.planning()] : []);

describe('an outage while something is watched', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it.each(watches)('of thirty answers of 503 ends nothing: %j', async (argv, route, last, more) => {
    const outage = Array.from({ length: 30 }, () => down);
    api = await startFakeApi({
      'GET /environments/foo/outputs': {},
      [`GET /runs/${run}`]: { id: run, result: 'applied' },
      ...more,
      [route]: [...firstOf(argv), ...outage, last],
    });

    const { code, stderr } = await runIdp(argv, api);

    expect([argv, code]).toEqual([argv, 0]);
    expect(stderr).toContain('The control plane is busy (503); trying again in');
  });

  it.each([
    ['a lost connection', 'hang-up' as const],
    ['a gateway that fails', new Reply(500, { message: 'Internal Server Error' })],
    ['too many requests', problem(429, 'TooMany')],
    ['two minutes of Retry-After', new Reply(503, {}, { 'retry-after': '120' })],
  ])('outlasts %s', async (_what, answer) => {
    api = await startFakeApi({ 'GET /environments/foo': [views.planning(), answer, views.ready()] });

    expect(await runIdp(['status', 'foo', '--watch'], api)).toMatchObject({ code: 0 });
  });

  it.each(watches)('that lasts ends %j after five minutes', async (argv, route, _last, more) => {
    api = await startFakeApi({ ...more, [route]: [...firstOf(argv), down] });

    const { code, pauses } = await runIdp(argv, api);

    const waited = pauses.reduce((sum, ms) => sum + ms, 0);
    expect(code).toBe(6);
    expect(waited).toBeGreaterThan(280_000);
    expect(waited).toBeLessThan(310_000);
  });

  it('says that the work goes on', async () => {
    api = await startFakeApi({ 'GET /environments/foo': [views.planning(), down] });

    const { stderr } = await runIdp(['status', 'foo', '--watch'], api);

    expect(stderr).toContain("The work continues: 'idp status foo --watch' follows it");
  });

  it.each([
    ['the environment is not there any more', problem(404, 'EnvironmentNotFound')],
    ['the life is not there any more', problem(404, 'LifeNotFound')],
  ])('does not say that the work continues where %s', async (_what, answer) => {
    api = await startFakeApi({ 'GET /environments/foo': [views.planning(), answer] });

    const { code, stderr } = await runIdp(['status', 'foo', '--watch'], api);

    expect(code).toBe(4);
    expect(stderr).not.toContain('continues');
  });

  it('says that the work continues between two attempts of a destroy', async () => {
    api = await startFakeApi({ 'GET /environments/foo': [views.destroyRetries(), down] });

    const { stderr } = await runIdp(['status', 'foo', '--watch'], api);

    expect(stderr).toContain("The work continues: 'idp status foo --watch' follows it.");
  });

  it('is none where what is watched is gone', async () => {
    api = await startFakeApi({
      'DELETE /environments/foo': views.destroying(),
      'GET /environments/foo': [views.ready(), down, down, views.destroyed()],
      [`GET /lives/${views.destroyed().id}`]: lifeOf(views.destroyed()),
    });

    expect(await runIdp(['destroy', 'foo', '--yes'], api)).toMatchObject({ code: 0 });
  });
});

describe("a command's own request", () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it.each(['120', new Date(Date.now() + 3_600_000).toUTCString()])(
    'is not held back for longer than its person waits, who is told how long: %s',
    async (retryAfter) => {
      api = await startFakeApi({
        'GET /me': new Reply(429, { message: 'Slow down' }, { 'retry-after': retryAfter }),
      });

      const { code, stderr, pauses } = await runIdp(['me'], api);

      expect([code, pauses]).toEqual([6, []]);
      expect(stderr).toContain('Slow down');
      expect(stderr).toMatch(/Try again in (2m|59m\d*s?|1h)/);
    },
  );
});
