import type { HttpReply } from '../../../lambdas/_edge/http';
import { createApi } from '../../../lambdas/api/handler';
import { isKept } from '../../../lambdas/api/route';
import { type Route, routes } from '../../../lambdas/api/routes';
import type { Actor } from '../../../src/domain/access/actor';
import { minute } from '../../../src/domain/base/time';
import { buildImage } from '../../../src/operations/image/build-image';
import { extendEnvironment } from '../../../src/operations/environment/extend-environment';
import { applyStack } from '../../../src/operations/stack/apply-stack';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { publishTemplate } from '../../../src/operations/template/publish-template';
import { addTarget } from '../../../src/operations/target/add-target';
import { askedTarget } from '../../support/builders/targets';
import { ejectOn } from '../../support/eject/ejected';
import { rotationDocument } from '../../support/rotation/rotated';
import { planned } from '../../support/stacks/planned';
import { teamBundle } from '../../support/terraform/team-bundle';
import { componentOf, documentOf } from '../../support/stacks/entry/stage-stacks';
import { testedWebhook } from '../../support/notices/webhooks';
import { planDigest, planOf } from '../../support/builders/births';
import { actors, useStandingStage } from '../../support/plane/operations-stage';
import { contextOf, requestOf, silent } from '../../support/plane/http';

const { stage, renew } = useStandingStage();
let life: string;
let run: string;
let delivery: string;
let plan: string;

beforeAll(async () => {
  await renew();
  const { digest: bundle, zip } = await teamBundle('shop/playground');
  stage.world.uploads.set(bundle, zip);
  await publishTemplate({ actor: actors.root, team: 'shop', template: 'playground', bundle }, stage.deps);
  await buildImage({ actor: actors.ada, repository: 'acme/shop', ref: 'main', context: '.' }, stage.deps);
  const published = (await stage.deps.catalog.read()).templates[0]?.versions[0]?.bundle ?? '';
  delivery = (await testedWebhook(stage.deps)).id;
  const app = {
    ...componentOf('network'),
    template: { name: 'playground', version: '1.0.0', bundle: published },
  };
  const document = documentOf({ app });
  plan = await planned(stage, document, actors.ada);
  await applyStack({ actor: actors.ada, document }, stage.deps);
  life = (await stage.create({ planOnly: true })).id;
  const claim = await stage.claim();
  run = claim.runId;
  const readable = { run, digest: planDigest, at: stage.world.now, engine: 'x', resources: [], outputs: [] };
  stage.world.plans.set(run, readable);
  stage.world.outputs.set(life, { url: { sensitive: false, type: 'string', value: 'x' } });
  stage.leave(claim, { result: 'planned', plan: planOf(run, ['plan-only']) });
  await settleRun(claim, stage.deps);
  const lock = { ID: 'l', Operation: '', Info: '', Who: '', Version: '', Created: '', Path: '' };
  stage.world.locks.set(life, { lock, etag: '"1"' });
  stage.world.rotations.set(run, rotationDocument(run));
  await stage.ready({ name: 'packed' });
  await ejectOn(stage, actors.root, 'packed');
  await addTarget(askedTarget(), stage.deps);
});

const idFor = (path: string) =>
  path.startsWith('/lives') ? life : path.startsWith('/runs') ? run : stage.world.images.starts[0]!;

const nameFor = (path: string) =>
  path.startsWith('/targets') ? 'payments' : path.endsWith('/ejected') ? 'packed' : 'foo';

const get = async (
  { path }: Pick<Route, 'path'>,
  headers: Record<string, string> = {},
  actor: Actor = actors.root,
) => {
  const params = {
    name: nameFor(path),
    stack: 'shop',
    plan,
    component: 'app',
    team: 'shop',
    template: 'playground',
    file: 'stage.json',
    digest: (await stage.deps.catalog.read()).templates[0]?.versions[0]?.bundle ?? '',
    delivery,
    id: idFor(path),
  };
  const api = createApi(() => stage.deps, silent(), stage.deps.meter);
  return api(requestOf(`GET ${path}`, { params, headers, actor }), contextOf());
};
const tagOf = ({ headers }: HttpReply) => String(headers?.['etag']);

const reads = (routes as readonly Route[]).filter(({ method }) => method === 'GET');
const environment = { path: '/environments/{name}' } as const;

describe('a read', () => {
  it.each(reads.filter(isKept).map((route) => [route.path, route] as const))(
    'of %s has a strong ETag, and returns no body to who names it',
    async (_path, route) => {
      const first = await get(route);
      const again = await get(route, { 'if-none-match': tagOf(first) });

      expect(first.statusCode).toBe(200);
      expect(tagOf(first)).toMatch(/^"[\w-]{43}"$/);
      expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache', vary: 'Authorization' });
      expect(again).toEqual({ statusCode: 304, headers: first.headers });
    },
  );

  it.each(reads.filter((route) => !isKept(route)).map((route) => [route.path, route] as const))(
    'of %s is kept by nobody',
    async (_path, route) => {
      const { statusCode, headers, body } = await get(route, { 'if-none-match': '*' });

      expect([statusCode, headers?.['cache-control'], headers?.['etag']]).toEqual([
        200,
        'no-store',
        undefined,
      ]);
      expect(body).not.toBe('');
    },
  );

  it('is kept but for outputs, logs and refusals, and for what has another body each time', () => {
    const unkept = reads.filter((route) => !isKept(route)).map(({ operation }) => operation);

    expect(unkept.sort()).toEqual([
      'get-bundle',
      'get-ejected',
      'get-health',
      'get-logs',
      'get-outputs',
      'list-certificates',
      'list-locks',
      'list-refusals',
    ]);
  });

  it.each([
    ['another tag', () => '"x"', 200],
    ['its tag among others', (tag: string) => `"x", ${tag} ,"y"`, 304],
    ['its tag as a weak one', (tag: string) => `W/${tag}`, 304],
    ['whatever there is', () => '*', 304],
    ['its tag without the quotes', (tag: string) => tag.slice(1, -1), 200],
    ['nothing', () => '', 200],
  ])('that names %s returns it or not', async (_what, condition, status) => {
    const tag = tagOf(await get(environment));

    expect((await get(environment, { 'if-none-match': condition(tag) })).statusCode).toBe(status);
  });

  it('has another tag for who may do something else', async () => {
    const [owner, viewer] = [await get(environment, {}, actors.ada), await get(environment, {}, actors.vic)];

    expect(tagOf(owner)).not.toBe(tagOf(viewer));
    expect((await get(environment, { 'if-none-match': tagOf(owner) }, actors.vic)).statusCode).toBe(200);
  });

  it('has another tag once something changed, also where only time did', async () => {
    const first = tagOf(await get(environment, {}, actors.ada));
    await extendEnvironment({ actor: actors.ada, name: 'foo', ttl: '1h' }, stage.deps);
    const extended = tagOf(await get(environment, {}, actors.ada));
    stage.world.pass(4 * 60 * minute);

    expect(new Set([first, extended, tagOf(await get(environment, {}, actors.ada))]).size).toBe(3);
  });

  it('that is refused is a problem, whatever it names', async () => {
    const noRole = { ...actors.ada, roles: [] };

    expect((await get(environment, { 'if-none-match': '*' }, noRole)).statusCode).toBe(403);
  });
});
