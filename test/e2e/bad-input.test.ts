import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../src/domain/api/responses';
import { createLocalIssuer } from '../../src/emulators/issuer/local-issuer';
import { PlaneApi } from '../support/plane/plane-api';
import { admin, type TestPlane } from '../support/plane/plane';
import { readObjects, readRegistry } from '../support/plane/plane-stores';
import { openPlane } from './open-plane';

const good = { name: 'good', template: 'playground', ttl: '1d' };
const developer = (id: string) => ({ id, name: id, roles: ['developer' as const], teams: [] });

/** What is wrong with a request to create, the fields that say so, and the field that the answer must name. */
const wrongBodies: [what: string, body: unknown, field: string][] = [
  ...[
    'Foo',
    'a',
    'a--b',
    'x'.repeat(33),
    '../x',
    '',
    'a b',
    'café',
    'a\u0000b',
    '\u001b[31mred',
    7,
    null,
  ].map((name): [string, unknown, string] => [`the name ${JSON.stringify(name)}`, { ...good, name }, 'name']),
  ...['0d', '7', '-1d', '99999d', 'P7D', '', '1.5h', '7 d', 7, `${'9'.repeat(400)}d`].map(
    (ttl): [string, unknown, string] => [
      `the ttl ${JSON.stringify(ttl).slice(0, 20)}`,
      { ...good, ttl },
      'ttl',
    ],
  ),
  ['no name', { template: 'playground' }, 'name'],
  ['a template that is no name', { ...good, template: '../playground' }, 'template'],
  ['a version that is none', { ...good, version: 'latest' }, 'version'],
  ['an unknown key', { ...good, colour: 'red' }, 'colour'],
  ['an input that the template does not have', { ...good, inputs: { colour: 'red' } }, 'inputs.colour'],
  ['an input of the wrong type', { ...good, inputs: { resources: 'five' } }, 'inputs.resources'],
  ['an input out of bounds', { ...good, inputs: { resources: 1e9 } }, 'inputs.resources'],
  ['a number that is no integer', { ...good, inputs: { resources: 1.5 } }, 'inputs.resources'],
  ['an input with an object for a string', { ...good, inputs: { message: { deep: [1] } } }, 'inputs.message'],
  ['inputs that are a list', { ...good, inputs: [1] }, 'inputs'],
  ['a team of two words', { ...good, team: 'a b' }, 'team'],
  ['a target of no name', { ...good, target: '' }, 'target'],
  ['a list for a body', [good], 'body'],
  ['a string for a body', 'good', 'body'],
  ['no body', undefined, 'body'],
  ['a million characters in an input', { ...good, inputs: { message: 'm'.repeat(1e6) } }, 'inputs'],
];

/** The same by the text that is sent, for what no JSON writer writes. */
const wrongTexts: [what: string, text: string, field: string][] = [
  ['what is no JSON', '{"name":', 'body'],
  [
    'an input named __proto__',
    '{"name":"good","template":"playground","inputs":{"__proto__":1}}',
    '__proto__',
  ],
  [
    'an input named constructor',
    '{"name":"good","template":"playground","inputs":{"constructor":1}}',
    'inputs.constructor',
  ],
  [
    'lists nested ten thousand deep',
    `{"name":"good","template":"playground","inputs":{"message":${'['.repeat(1e4)}${']'.repeat(1e4)}}}`,
    'body',
  ],
  [
    'half of a character',
    '{"name":"good","template":"playground","inputs":{"message":"\\ud83d"}}',
    'inputs.message',
  ],
];

const wrongQueries: [route: string, field: string][] = [
  ['GET /environments?limit=0', 'limit'],
  ['GET /environments?limit=x', 'limit'],
  ['GET /environments?limit=1000', 'limit'],
  ['GET /environments?status=gone', 'status'],
  ['GET /environments?colour=red', 'colour'],
  ['GET /environments?cursor=garbage', 'cursor'],
  ['GET /environments?owner=caf%e9', 'owner'],
  [`GET /environments?cursor=${Buffer.from('{"pk":"KEY#x"}').toString('base64url')}`, 'cursor'],
  ['GET /environments/Foo', 'name'],
  ['GET /environments/a%00b', 'name'],
  ['GET /runs/nonsense', 'id'],
  ['GET /lives/nonsense', 'id'],
  ['PATCH /environments/good', 'inputs'],
  ['POST /environments/good/approve', 'planDigest'],
  ['POST /environments/good/extend', 'ttl'],
];

describe('what is wrong', () => {
  let on: TestPlane;
  let before: { items: number; objects: number };

  beforeAll(async () => {
    on = await openPlane();
    // The first who asks has the targets of the configuration read in.
    await on.api.want('GET /targets');
    before = await countAll();
  });

  const send = async (text: string | undefined, headers: Record<string, string> = {}) => {
    const response = await fetch(`${on.plane.url}/environments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    const body = (await response.json()) as Problem;
    return { status: response.status, type: response.headers.get('content-type'), body };
  };
  const asAda = async () => ({ authorization: `Bearer ${await on.plane.mint(admin)}` });

  it.each(wrongBodies)('in a request to create is told: %s', async (_what, body, field) => {
    const answer = await send(JSON.stringify(body), await asAda());

    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    expect(answer.body.issues?.map((issue) => issue.field)).toContainEqual(
      expect.stringMatching(`^${field}`),
    );
    expect(answer.body.detail).not.toMatch(/\p{Cc}/u);
  });

  it.each(wrongTexts)('in the text of a request is told: %s', async (_what, text, field) => {
    const answer = await send(text, await asAda());

    expect(answer.status).toBe(400);
    expect(answer.body.issues?.map((issue) => issue.field)).toContainEqual(
      expect.stringMatching(`^${field}`),
    );
  });

  it.each(wrongQueries)('in %s is told', async (route, field) => {
    const { status, body } = await on.api.ask<Problem>(route, route.startsWith('GET') ? {} : { body: {} });

    expect(status).toBe(400);
    expect(body.issues?.map((issue) => issue.field)).toContain(field);
  });

  it.each(['k'.repeat(129), 'a b', ' '])('in an Idempotency-Key is told: %j', async (key) => {
    const answer = await send(JSON.stringify(good), { ...(await asAda()), 'idempotency-key': key });

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.issues)).toMatch(/idempotency-key/i);
  });

  it('in the name of a template is told, with where to look', async () => {
    const { status, body } = await on.api.ask<Problem>('POST /environments', {
      body: { ...good, template: 'castle' },
    });

    expect(status).toBe(404);
    expect(body.issues?.map(({ field }) => field)).toEqual(['template']);
    expect(body).toMatchObject({
      code: 'TemplateNotFound',
      detail: expect.stringContaining('castle') as string,
    });
  });

  it('in the lease is told with its bounds', async () => {
    const { status, body } = await on.api.ask<Problem>('POST /environments', {
      body: { ...good, ttl: '99w' },
    });

    expect(status).toBe(400);
    expect(body.issues).toEqual([{ field: 'ttl', message: expect.stringContaining('30d') as string }]);
  });

  it('is a body above a megabyte', async () => {
    const answer = await send(
      JSON.stringify({ ...good, inputs: { message: 'm'.repeat(1024 * 1024) } }),
      await asAda(),
    );

    expect(answer.status).toBe(413);
    expect(answer.body.detail).toContain('1048576');
  });

  it.each(['gzip', 'br', 'x-made-up'])('is a body in the coding %s', async (coding) => {
    const answer = await send(JSON.stringify(good), { ...(await asAda()), 'content-encoding': coding });

    expect([answer.status, answer.type]).toEqual([415, 'application/problem+json']);
    expect(answer.body.detail).toContain('Send uncompressed JSON');
  });

  it.each([
    ['PUT', '/environments', 'POST, GET'],
    ['POST', '/environments/good', 'GET, PATCH, DELETE'],
    ['DELETE', '/me', 'GET'],
  ])('is the method of %s %s, and the answer says which there are', async (method, path, allow) => {
    const response = await fetch(`${on.plane.url}${path}`, { method });

    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    expect(await response.json()).toMatchObject({ code: 'MethodNotAllowed', instance: path });
  });

  it('is a path that there is not, in the words of the API', async () => {
    const response = await fetch(`${on.plane.url}/environment`);

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'RouteNotFound', instance: '/environment' });
  });

  it('is a token that is none, over, unsigned, forged, of another issuer, or signed by another key', async () => {
    const stranger = await createLocalIssuer(on.plane.issuerUrl);
    const elsewhere = await createLocalIssuer('https://login.example.com');
    const [head, claims, signature] = (await on.plane.mint(admin)).split('.');
    const told = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...told, roles: ['admin'], email: 'eve' })).toString(
      'base64url',
    );
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const tokens = [
      undefined,
      '',
      'Bearer',
      'Bearer nonsense',
      'Basic YTpi',
      `Bearer ${await on.plane.mint(admin, '-1m')}`,
      `Bearer ${await stranger.mint(admin)}`,
      `Bearer ${await elsewhere.mint(admin)}`,
      `Bearer ${head}.${forged}.${signature}`,
      `Bearer ${unsigned}.${claims}.`,
    ];

    for (const token of tokens) {
      const answer = await send(JSON.stringify(good), token === undefined ? {} : { authorization: token });
      expect([token, answer.status, answer.body.code]).toEqual([token, 401, 'Unauthenticated']);
    }
  });

  it('leaves nothing behind', async () => {
    expect(await countAll()).toEqual(before);
  });

  describe('on the command line', () => {
    let folder: string;
    beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'leasehold-bad-'))));
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const create = (...more: string[]) => ['create', '-t', 'playground', '--yes', ...more];

    it.each([
      ['the name Foo', () => create('-n', 'Foo'), /name/],
      ['the ttl 7', () => create('-n', 'good', '--ttl', '7'), /ttl/],
      ['the ttl P7D', () => create('-n', 'good', '--ttl', 'P7D'), /ttl/],
      ['an input that is unknown', () => create('-n', 'good', '-i', 'colour=red'), /colour/],
      ['an input of the wrong type', () => create('-n', 'good', '-i', 'resources=five'), /resources/],
      ['an input without a value', () => create('-n', 'good', '-i', 'resources'), /key=value/],
      ['an unknown template', () => ['create', '-t', 'castle', '-n', 'good', '--yes'], /castle/],
      ['a file that is not there', () => ['create', '--yes', '--data', '@/nowhere'], /nowhere/],
      ['a flag that is unknown', () => create('--colour'), /--colour/],
    ])('is told and ends with a code: %s', async (_what, args, message) => {
      const ended = await on.idp(args());

      expect(ended.code).not.toBe(0);
      expect(ended.stdout).toBe('');
      expect(ended.stderr).toMatch(message);
      expect(ended.stderr).not.toMatch(/\n\s+at /);
    });

    it('is told of a file of a megabyte and more', async () => {
      const file = join(folder, 'large.json');
      await writeFile(file, JSON.stringify({ ...good, inputs: { message: 'm'.repeat(1024 * 1024) } }));

      const ended = await on.idp(['create', '--yes', '--data', `@${file}`]);

      expect(ended.code).not.toBe(0);
      expect(ended.stderr).toContain('larger than 1048576 bytes');
    });

    it('leaves nothing behind', async () => {
      expect(await countAll()).toEqual(before);
    });
  });

  it("is what is done to another owner's environment", async () => {
    const [ann, bob] = await Promise.all(
      ['ann@example.com', 'bob@example.com'].map(
        async (id) => new PlaneApi(on.plane.url, await on.plane.mint(developer(id))),
      ),
    );
    await ann!.want('POST /environments', { body: { ...good, name: 'anns', planOnly: true } });
    const waiting = await ann!.settled('anns');
    const planDigest = waiting.plan?.digest;
    const attempts: [route: string, body?: unknown][] = [
      ['PATCH /environments/anns', { inputs: { message: 'mine' } }],
      ['DELETE /environments/anns'],
      ['POST /environments/anns/extend', { ttl: '1d' }],
      ['POST /environments/anns/approve', { planDigest }],
      ['POST /environments/anns/reject', { planDigest }],
      ['POST /environments/anns/cancel'],
      ['POST /environments/anns/retry'],
      ['POST /environments/anns/unlock', { lockId: randomUUID() }],
      ['POST /environments/anns/disown', { address: 'aws_iam_role.app' }],
    ];

    for (const [route, body] of attempts) {
      const answer = await bob!.ask<Problem>(route, body === undefined ? {} : { body });
      expect([route, answer.status, answer.body.code]).toEqual([route, 403, 'Forbidden']);
      expect(answer.body.detail).toContain('ann@example.com');
    }
    // What was still to be delivered may have been meanwhile; nothing that was decided changed.
    const { status, inputs, lease, plan, run } = waiting;
    expect(await ann!.want('GET /environments/anns')).toMatchObject({
      status,
      inputs,
      lease,
      plan,
      run: { id: run?.id, phase: 'awaiting-approval' },
    });
  });

  async function countAll() {
    const [items, objects] = await Promise.all([readRegistry(on.plane), readObjects(on.plane)]);
    // The sweep makes this one, whatever anybody asks: the day that is exported next.
    const asked = items.filter(({ pk }) => pk !== 'EXPORT#audit');
    return { items: asked.length, objects: objects.length };
  }
});
