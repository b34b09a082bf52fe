import type { Actor } from '../../../src/domain/access/actor';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { HttpReply } from '../../../lambdas/_edge/http';
import { createApi } from '../../../lambdas/api/handler';
import { type Route, routes } from '../../../lambdas/api/routes';
import { DomainError } from '../../../src/domain/base/errors';
import { EnvironmentView } from '../../../src/domain/environment/view';
import { catalogOf, templateVersion } from '../../support/terraform/catalog';
import { depsOn, newWorld, type StageDeps, type World } from '../../support/plane/deps';
import { ada, contextOf, recordingLog, type RequestParts, requestOf, silent } from '../../support/plane/http';
import { startRegistryTable } from '../../support/aws/registry';
import { ejectKey } from '../../support/eject/ejected';

const id = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
const foo = { params: { name: 'foo' } };
const wish = { name: 'foo', template: 'playground', ttl: '2h' };

let registry: Awaited<ReturnType<typeof startRegistryTable>>;
let world: World;
let deps: StageDeps;
beforeEach(async () => {
  registry = await startRegistryTable();
  world = newWorld();
  deps = depsOn(registry.table, world, catalogOf());
});
afterEach(() => registry.close());

/** A body as the tests look into it; each looks only where its schema has something. */
interface Body extends Record<string, unknown> {
  id: string;
  next: string;
  lease: { extensions: number };
  items: { name: string }[];
}
const json = ({ body }: HttpReply) => JSON.parse(body ?? '') as Body;
const apiWith = (log: Logger) => createApi(() => deps, log, deps.meter);
const send = (routeKey: string, parts: RequestParts = {}, api = apiWith(silent())) =>
  api(requestOf(routeKey, parts), contextOf());

describe('the API', () => {
  it('accepts an environment, says where it is, and shows it there', async () => {
    const created = await send('POST /environments', { body: wish });
    const seen = await send('GET /environments/{name}', foo);

    expect(created).toMatchObject({ statusCode: 202, headers: { location: '/environments/foo' } });
    expect(json(created)).toMatchObject({ status: 'pending', owner: ada.id, run: { phase: 'queued' } });
    expect(json(seen)).toEqual(json(created));
    expect(EnvironmentView.safeParse(json(seen)).success).toBe(true);
    expect(world.started).toHaveLength(1);
  });

  it('carries a request sent twice under one key out once', async () => {
    const headers = { 'idempotency-key': 'once' };

    const first = await send('POST /environments', { headers, body: wish });
    const again = await send('POST /environments', {
      headers,
      body: { ttl: '2h', template: 'playground', name: 'foo' },
    });
    const other = await send('POST /environments', { headers, body: { ...wish, ttl: '3h' } });

    expect(json(again).id).toBe(json(first).id);
    expect(world.started).toHaveLength(1);
    expect(other.statusCode).toBe(422);
  });

  it('accepts the build of an image, says where it is, and shows it there', async () => {
    const body = { repository: 'acme/shop', ref: 'main', context: './api/' };

    const asked = await send('POST /image-builds', { body });
    const { id: build } = json(asked);
    const seen = await send('GET /image-builds/{id}', { params: { id: build } });
    const listed = await send('GET /image-builds');

    expect(asked).toMatchObject({ statusCode: 202, headers: { location: `/image-builds/${build}` } });
    expect(json(seen)).toMatchObject({ status: 'building', context: 'api', requestedBy: ada.id });
    expect(json(listed).items).toEqual([json(seen)]);
  });

  it.each([
    ['repository', { repository: 'acme/blog', ref: 'main' }],
    ['repository', { repository: 'https://github.com/acme/shop', ref: 'main' }],
    ['ref', { repository: 'acme/shop', ref: '--upload-pack=id' }],
    ['context', { repository: 'acme/shop', ref: 'main', context: '../etc' }],
  ])('refuses to build an image for a wrong %s, by its name', async (field, body) => {
    const refused = await send('POST /image-builds', { body });

    expect(refused.statusCode).toBe(400);
    expect(json(refused)['issues']).toMatchObject([{ field }]);
    expect(world.images.starts).toEqual([]);
  });

  it('extends a lease once for one key, and again for another', async () => {
    await send('POST /environments', { body: wish });
    const extend = (key: string) =>
      send('POST /environments/{name}/extend', {
        ...foo,
        headers: { 'idempotency-key': key },
        body: { ttl: '1h' },
      });

    await extend('a');
    const same = await extend('a');
    const more = await extend('b');

    expect([json(same), json(more)].map((view) => view.lease.extensions)).toEqual([1, 2]);
  });

  it('destroys once for one key, which no other command may have', async () => {
    await send('POST /environments', { body: wish });
    const keyed = (key: string) => ({ ...foo, headers: { 'idempotency-key': key } });

    const first = await send('DELETE /environments/{name}', keyed('b'));
    const again = await send('DELETE /environments/{name}', keyed('b'));
    const reused = await send('PATCH /environments/{name}', {
      ...keyed('b'),
      body: { inputs: { resources: 4 } },
    });

    expect([first, again, reused].map(({ statusCode }) => statusCode)).toEqual([202, 202, 422]);
    expect((await deps.registry.get('foo'))?.requests).toHaveLength(1);
  });

  it('lists a page at a time, by owner, and goes on behind the cursor', async () => {
    for (const name of ['one', 'two', 'six']) await send('POST /environments', { body: { ...wish, name } });
    const list = async (query: Record<string, string>) => json(await send('GET /environments', { query }));

    const first = await list({ limit: '2', owner: 'me' });
    const rest = await list({ limit: '2', owner: 'me', cursor: first.next });
    const none = await list({ owner: 'bob@example.com' });

    expect(first.items.map((item) => item.name)).toEqual(['one', 'six']);
    expect(rest).toMatchObject({ items: [{ name: 'two' }], next: null });
    expect(none).toEqual({ items: [], next: null });
  });

  it('takes a cursor for the query it was given for, and for no other', async () => {
    for (const name of ['one', 'two', 'six']) await send('POST /environments', { body: { ...wish, name } });
    const list = (query: Record<string, string>) => send('GET /environments', { query });
    const asked = { owner: 'me', status: 'pending' };
    const { next: cursor } = json(await list({ ...asked, limit: '1' }));

    const same = await list({ ...asked, limit: '2', cursor });
    const others = [
      { owner: 'me' },
      { ...asked, status: 'ready' },
      { ...asked, owner: ada.id },
      { ...asked, template: 'playground' },
      {},
    ];

    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(json(same)).toMatchObject({ items: [{ name: 'six' }, { name: 'two' }] });
    for (const query of others) {
      const refused = await list({ ...query, cursor });
      expect([refused.statusCode, json(refused).detail]).toEqual([
        400,
        'cursor: is not a cursor of this query; start again without it',
      ]);
    }
    expect((await send('GET /image-builds', { query: { cursor } })).statusCode).toBe(400);
  });

  it('goes on behind the cursor with what was made under the id before', async () => {
    const now = { ...ada, id: `corp:${ada.id}`, formerly: ada.id };
    await send('POST /environments', { body: { ...wish, name: 'old' } });
    await send('POST /environments', { actor: now, body: { ...wish, name: 'new' } });
    const page = async (cursor?: string) =>
      json(
        await send('GET /environments', {
          actor: now,
          query: { owner: 'me', limit: '1', ...(cursor !== undefined && { cursor }) },
        }),
      );

    const first = await page();
    const second = await page(first.next);

    expect([first, second].map(({ items }) => items.map(({ name }) => name))).toEqual([['new'], ['old']]);
  });

  it('shows the workflow of a pull request what was its preview before names had a hash, and nobody of that name', async () => {
    const before: Actor = { ...ada, kind: 'workload', id: 'repo:42:pull:7', preview: 'pr-7-shop' };
    const now = { ...before, id: `github:${before.id}`, formerly: before.id, preview: 'pr-7-shop-0a1b2c3d' };
    const stranger = { ...now, id: 'ghe:repo:42:pull:7', formerly: undefined, preview: 'pr-7-shop-4e5f6071' };
    const params = { name: 'pr-7-shop' };
    await send('POST /environments', { actor: before, body: { ...wish, ...params } });
    const read = (actor: Actor) => send('GET /environments/{name}', { actor, params });
    const seen = async (actor: Actor) => json(await send('GET /me', { actor })).preview;

    const replies = [await read(now), await read(stranger)];

    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 403]);
    expect([await seen(now), await seen(stranger)]).toEqual(['pr-7-shop', stranger.preview]);
  });

  it.each<[string, number, string, RequestParts]>([
    ['POST /environments', 400, 'name: ', { body: { ...wish, name: 'Not A Name' } }],
    ['POST /environments', 400, 'ttl: ', { body: { ...wish, ttl: '7' } }],
    ['POST /environments', 400, 'size: unknown input', { body: { ...wish, size: 'big' } }],
    ['POST /environments', 400, 'inputs.colour', { body: { ...wish, inputs: { colour: 'red' } } }],
    ['POST /environments', 400, 'body: is not valid JSON', { body: '{' }],
    ['POST /environments', 400, 'body: ', {}],
    ['POST /environments', 413, 'larger than', { body: `"${'x'.repeat(1024 * 1024)}"` }],
    ['POST /environments', 400, 'Idempotency-Key', { body: wish, headers: { 'idempotency-key': 'a b' } }],
    ['POST /environments', 404, "no template 'castle'", { body: { ...wish, template: 'castle' } }],
    ['PATCH /environments/{name}', 400, 'nothing to change', { ...foo, body: {} }],
    ['GET /environments', 400, 'limit: ', { query: { limit: '101' } }],
    ['GET /environments', 400, 'order: unknown input', { query: { order: 'name' } }],
    ['GET /environments', 400, 'cursor: ', { query: { cursor: 'made-up' } }],
    ['GET /environments/{name}', 404, "no environment 'foo'", foo],
    ['GET /environments/{name}', 400, 'name: ', { params: { name: 'Foo' } }],
    ['GET /runs/{id}', 404, 'no run', { params: { id } }],
    ['GET /runs/{id}', 400, 'id: must be an id', { params: { id: '7' } }],
    ['GET /lives/{id}', 404, 'no life', { params: { id } }],
    ['$default /nowhere', 404, 'There is no', {}],
    ['$default /environments/foo/nothing', 404, 'There is no', {}],
  ])('answers %s with %d and a problem about it: %s', async (routeKey, status, about, parts) => {
    const reply = await send(routeKey, parts);

    expect(reply.statusCode).toBe(status);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
    expect(json(reply).detail).toContain(about);
    expect(json(reply)).toMatchObject({ status, requestId: 'request-1' });
  });

  it.each([
    ['PUT', '/environments/foo', 'GET, PATCH, DELETE'],
    ['POST', '/environments/foo', 'GET, PATCH, DELETE'],
    ['DELETE', '/environments', 'POST, GET'],
    ['GET', '/environments/foo/extend', 'POST'],
    ['HEAD', '/openapi.json', 'GET'],
    ['OPTIONS', '/image-builds/any', 'GET'],
    ['X-ODD', '/me', 'GET'],
  ])(
    'answers %s %s, which has other methods, with 405 and what it takes, to anybody',
    async (method, path, allow) => {
      const event = requestOf('$default', { actor: null });
      event.rawPath = path;
      event.requestContext.http.method = method;

      const reply = await apiWith(silent())(event, contextOf());

      expect(reply).toMatchObject({ statusCode: 405, headers: { allow } });
      expect(json(reply)).toMatchObject({ code: 'MethodNotAllowed', status: 405 });
      expect(json(reply).detail).toBe(`${path} does not allow ${method}, only ${allow}.`);
    },
  );

  it('answers a conflict when the name is taken, and says by whom', async () => {
    await send('POST /environments', { body: wish });

    const reply = await send('POST /environments', { body: wish });

    expect(reply.statusCode).toBe(409);
    expect(json(reply)).toMatchObject({
      code: 'NameTaken',
      detail: expect.stringContaining('ada@example.com (pending)'),
    });
  });

  it('asks who is there before it reads what they send', async () => {
    const reply = await send('POST /environments', {
      authorizer: { reason: 'the token has expired' },
      body: '{',
    });

    expect(reply).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer realm="leasehold"' },
    });
    expect(json(reply).detail).toBe('Not signed in: the token has expired.');
  });

  it('refuses who has not the role, and who has it for others only', async () => {
    await send('POST /environments', { body: wish });
    const viewer = await send('POST /environments', { body: wish, actor: { ...ada, roles: ['viewer'] } });
    const stranger = await send('DELETE /environments/{name}', {
      ...foo,
      actor: { ...ada, id: 'bob@example.com' },
    });

    expect([viewer.statusCode, stranger.statusCode]).toEqual([403, 403]);
    expect(json(viewer).detail).toBe('Ada may not create an environment; this requires the role developer.');
    expect((await deps.registry.get('foo'))?.status).toBe('pending');
  });

  it('says what it is to anybody', async () => {
    const health = await send('GET /health', { actor: null });
    const document = await send('GET /openapi.json', { actor: null });

    expect(json(health)).toEqual({ status: 'ok', at: world.now, templates: 1 });
    expect(json(document).openapi).toBe('3.1.0');
  });

  it('serves the schemas of the files that people write at its own address, to anybody', async () => {
    const catalog = await send('GET /schemas', { actor: null });
    const [first] = json(catalog).schemas as { url: string }[];
    const schema = await send('GET /schemas/{file}', { actor: null, params: { file: 'template.json' } });

    expect(first!.url).toMatch(/^https:\/\/[^/]+\/schemas\/template\.json$/);
    expect(json(schema).$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  it('answers what it did not expect without its message, and logs it once with its stack', async () => {
    const { log, lines } = recordingLog();
    deps.catalog.read = () => Promise.reject(new TypeError('secret of the house'));

    const reply = await send('GET /templates', {}, apiWith(log));

    expect(reply.statusCode).toBe(500);
    expect(reply.body).not.toContain('secret of the house');
    expect(lines.filter((line) => line.includes('secret of the house'))).toHaveLength(1);
    expect(lines.join()).toContain('handler.test.ts');
  });

  it('answers in time when an operation does not', async () => {
    deps.catalog.read = () => new Promise(() => undefined);

    const reply = await apiWith(silent())(requestOf('GET /templates'), contextOf(40));

    expect(reply).toMatchObject({ statusCode: 503, headers: { 'retry-after': '30' } });
  });

  it('logs who did what to which environment, and nothing that was sent', async () => {
    const { log, lines } = recordingLog();
    const api = apiWith(log);
    const body = { ...wish, inputs: { resources: 4711 } };

    await send('POST /environments', { body, headers: { 'idempotency-key': 'my-key' } }, api);
    await send('POST /environments/{name}/extend', { ...foo, body: { ttl: 'for ever' } }, api);

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        message: 'answered',
        operation: 'create-environment',
        actor: ada.id,
        environment: 'foo',
        run: world.started[0]?.runId,
        request: 'request-1',
      }),
      expect.objectContaining({ message: 'refused', environment: 'foo', code: 'InvalidRequest' }),
    ]);
    expect(lines.join()).not.toMatch(/secret-token|4711|for ever|my-key/);
  });

  it('logs who decided what about which version of a template', async () => {
    const { log, lines } = recordingLog();
    await deps.catalogChanges.change(() => catalogOf({ ...templateVersion(), name: 'shop/one' }));
    const actor: Actor = { ...ada, id: 'root@example.com', roles: ['admin'] };
    const params = { team: 'shop', template: 'one' };
    const withdrawal = { version: '1.0.0', as: 'withdrawn', reason: 'a secret of ours' };

    await send(
      'POST /templates/{team}/{template}/accept',
      { actor, params, body: { version: '1.0.0' } },
      apiWith(log),
    );
    await send('POST /templates/{team}/{template}/retire', { actor, params, body: withdrawal }, apiWith(log));

    const ids = { message: 'answered', actor: 'root@example.com', template: 'shop/one', version: '1.0.0' };
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ ...ids, operation: 'accept-template' }),
      expect.objectContaining({ ...ids, operation: 'retire-template' }),
    ]);
    expect(lines.join()).not.toContain('a secret of ours');
  });

  it('says the request, the environment, its life and its run in what an operation logs on the way', async () => {
    const { log, lines } = recordingLog();
    deps.log = log;
    world.fail = (call) => (call === 'workflows.start' ? new Error('no answer') : undefined);

    const { body } = await send('POST /environments', { body: wish }, apiWith(log));

    const made = JSON.parse(body ?? '') as EnvironmentView;
    const ids = { request: 'request-1', environment: 'foo', life: made.id, run: made.run?.id };
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ message: 'the sweep will carry out the effect', ...ids }),
      expect.objectContaining({ message: 'answered', ...ids }),
    ]);
  });

  it('keeps the ids of one request out of the lines of the next', async () => {
    const { log, lines } = recordingLog();
    const api = apiWith(log);

    await send('GET /environments/{name}', foo, api);
    await send('GET /me', {}, api);

    expect(JSON.parse(lines[1] ?? '')).not.toHaveProperty('environment');
  });

  it('counts what is our own fault by the code of its problem, and nothing else', async () => {
    await send('GET /environments/{name}', foo);
    deps.catalog.read = () => Promise.reject(new TypeError('x'));
    await send('GET /templates');
    deps.catalog.read = () => Promise.reject(new DomainError('Unreachable', { what: 'S3', reason: 'x' }));
    await send('GET /templates');

    expect(world.measured).toEqual([
      { name: 'ApiErrors', value: 1, dimensions: { code: 'Unexpected' } },
      { name: 'ApiErrors', value: 1, dimensions: { code: 'Unreachable' } },
    ]);
  });
});

describe('every route', () => {
  const digest = 'd'.repeat(64);
  const ulid = '01JD3V8K2N7Q4R5S6T7V8W9ABC';
  const stackDocument = {
    format: 1,
    stack: 'shop',
    lease: '1d',
    layers: [{ file: 'shop.yaml', digest }],
    components: {
      app: {
        template: { name: 'playground', version: '1.0.0', bundle: 'b'.repeat(64) },
        enabled: true,
        after: [],
        inputs: {},
        references: [],
        sources: [],
      },
    },
  };
  const bodies: Record<string, unknown> = {
    'estimate-cost': { template: 'playground' },
    'create-environment': { ...wish, name: 'bar' },
    'upload-state': { environment: 'foo', digest, bytes: 1_000 },
    'upload-certificate': { environment: 'foo', digest, bytes: 1_000 },
    'change-environment': { inputs: { resources: 4 } },
    'extend-environment': { ttl: '1h' },
    'schedule-sleep': { sleep: '20:00-07:00 Europe/Berlin' },
    'approve-plan': { planDigest: digest },
    'reject-plan': { planDigest: digest },
    'unlock-state': { lockId: 'lock' },
    'disown-resource': { address: 'aws_iam_role.app' },
    'eject-environment': { key: ejectKey },
    'add-target': { name: 'payments', account: '444455556666', region: 'eu-central-1' },
    'update-target': { parallelism: 5 },
    'rotate-environment': { dryRun: true },
    'expect-drift': { cause: '3f9a0c11d2e4', reason: 'a trial', until: '2099-01-01T00:00:00.000Z' },
    'upload-bundle': { digest, bytes: 1_000 },
    'publish-template': { team: 'shop', template: 'playground', bundle: digest },
    'request-trial': { team: 'shop', template: 'playground', bundle: digest },
    'accept-template': { version: '1.0.0' },
    'retire-template': { version: '1.0.0', as: 'withdrawn', reason: 'use 1.0.1' },
    'apply-stack': { document: stackDocument },
    'plan-stack': { document: stackDocument },
    'consent-to-stack': { revision: 1, plan: ulid, hours: 1 },
    'extend-stack': { ttl: '1h' },
    'cancel-stack': { revision: 1 },
    'approve-stack': { plans: { app: digest } },
    'reject-stack': { revision: 1 },
    'build-image': { repository: 'acme/shop', ref: 'main' },
    'add-webhook': { url: 'https://hooks.example.com/in' },
  };

  it.each((routes as readonly Route[]).map((route) => [route.operation, route] as const))(
    'is bound: %s answers by its schema or with a problem that is not its own fault',
    async (operation, { method, path, response, page }) => {
      await send('POST /environments', { body: wish });
      const run = world.started[0]!.runId;
      const life = (await deps.registry.get('foo'))!.id;
      const team = 'shop';
      const params = {
        name: 'foo',
        stack: 'shop',
        plan: ulid,
        component: 'app',
        team,
        template: 'playground',
        file: 'config.json',
        digest,
        id: path.startsWith('/lives') ? life : run,
        delivery: `${life}-000001.topic`,
      };

      const reply = await send(`${method} ${path}`, {
        params,
        body: bodies[operation],
        actor: { ...ada, roles: ['admin'] },
      });

      const answer = page ? reply.body : json(reply);
      if (reply.statusCode! < 300) expect(response.safeParse(answer).error).toBeUndefined();
      else expect([404, 409]).toContain(reply.statusCode);
    },
  );
});
