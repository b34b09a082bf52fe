import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createApi } from '../../../lambdas/api/handler';
import type { Actor } from '../../../src/domain/access/actor';
import { minute, second } from '../../../src/domain/base/time';
import { listRefusals } from '../../../src/operations/access/list-refusals';
import { planDigest, planOf } from '../../support/builders/births';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { contextOf, requestOf, silent } from '../../support/plane/http';
import { offering, openTarget, targetOf } from '../../support/builders/targets';
import { actors, useStage } from '../../support/plane/operations-stage';

const stage = useStage();

type Parts = Parameters<typeof requestOf>[1];
let api: ReturnType<typeof createApi>;
beforeEach(() => {
  api = createApi(() => stage.deps, silent(), stage.deps.meter);
});
const ask = async (routeKey: string, actor: Actor | null, parts: Parts = {}) =>
  (await api(requestOf(routeKey, { ...parts, actor }), contextOf())).statusCode;
const refusals = async () => (await listRefusals({ limit: 100 }, stage.deps)).items;
const itemsOf = async (prefix: string) => {
  const { Items = [] } = await stage.table.client.send(new ScanCommand({ TableName: stage.table.name }));
  return Items.filter(({ pk }) => String(pk).startsWith(prefix));
};
const params = { name: 'foo' };

it('writes who was refused what, on which thing, by which rule, when, and in which request', async () => {
  await stage.create();

  expect(await ask('DELETE /environments/{name}', actors.bob, { params })).toBe(403);

  expect(await refusals()).toEqual([
    {
      kind: 'refused',
      at: stage.world.now,
      actor: 'bob@example.com',
      operation: 'destroy-environment',
      thing: { environment: 'foo' },
      code: 'Forbidden',
      rule: 'its owner ada@example.com (with the role developer) or an admin',
      request: 'request-1',
    },
  ]);
});

it('writes every kind of right that is refused: role, ownership, team, target, rule, preview, self-approval', async () => {
  await stage.create();
  const claim = await stage.claim();
  stage.leave(claim, { result: 'planned', plan: planOf(claim.runId, ['above-cost']) });
  await settleRun(claim, stage.deps);
  stage.deps.targets = offering(openTarget, targetOf({ teams: ['others'] }, 'closed'));
  const create = { name: 'bar', template: 'playground', ttl: '2h' };
  const workload: Actor = { ...actors.ada, kind: 'workload', id: 'repo:1', limits: { templates: ['x'] } };
  const preview: Actor = { ...workload, id: 'repo:1:pull:7', preview: 'pr-7' };

  const asked: [string, Actor, Parts?][] = [
    ['POST /environments', actors.vic, { body: create }],
    ['GET /refusals', actors.ada],
    ['POST /environments/{name}/cancel', actors.bob, { params }],
    ['POST /environments', actors.ada, { body: { ...create, owner: 'bob@example.com' } }],
    ['POST /environments', actors.ada, { body: { ...create, target: 'closed' } }],
    ['POST /environments', workload, { body: create }],
    ['GET /environments/{name}', preview, { params }],
    [
      'POST /environments/{name}/approve',
      { ...actors.ada, roles: ['approver'] },
      { params, body: { planDigest } },
    ],
  ];
  for (const [routeKey, actor, parts] of asked) {
    expect([routeKey, await ask(routeKey, actor, parts)]).toEqual([routeKey, 403]);
    stage.world.pass(second);
  }

  const written = await refusals();
  expect(written.map((row) => row.kind === 'refused' && [row.operation, row.code])).toEqual([
    ['create-environment', 'Forbidden'],
    ['list-refusals', 'Forbidden'],
    ['cancel-run', 'Forbidden'],
    ['create-environment', 'Forbidden'],
    ['create-environment', 'TargetForbidden'],
    ['create-environment', 'Forbidden'],
    ['get-environment', 'Forbidden'],
    ['approve-plan', 'SelfApproval'],
  ]);
});

it('writes the refusal of a team, and nothing of what was sent besides names', async () => {
  const secret = 'hunter2-hunter2';
  const inputs = { password: secret };
  const body = { name: 'bar', template: 'playground', ttl: '2h', team: 'other-team', inputs: {} };

  expect(await ask('POST /environments', actors.ada, { body })).toBe(403);
  stage.world.pass(second);
  expect(await ask('POST /environments', actors.vic, { body: { ...body, inputs } })).toBe(403);
  expect(
    await ask('PATCH /environments/{name}', actors.vic, {
      params: { name: `${secret}/../x` },
      body: { inputs },
    }),
  ).toBe(403);

  expect(await refusals()).toMatchObject([
    {
      thing: { environment: 'bar', template: 'playground' },
      rule: expect.stringContaining('a member of it'),
    },
    { thing: {}, rule: 'the role developer' },
    { thing: {}, rule: 'the role developer' },
  ]);
  expect(JSON.stringify(await itemsOf('REFUSED'))).not.toContain(secret);
});

it('writes nothing of a refusal that is about no right, nor of somebody who is not signed in', async () => {
  await stage.create();

  expect(await ask('GET /environments/{name}', actors.ada, { params: { name: 'absent' } })).toBe(404);
  expect(await ask('POST /environments/{name}/retry', actors.ada, { params })).toBe(409);
  expect(await ask('POST /environments', actors.ada, { body: { name: '?' } })).toBe(400);
  expect(await ask('GET /environments/{name}', null, { params })).toBe(401);

  expect([await refusals(), await itemsOf('REFUSED')]).toEqual([[], []]);
});

it('counts above ten a minute and actor, so that nobody can fill the table', async () => {
  for (let nth = 0; nth < 40; nth++) await ask('GET /refusals', actors.vic);
  await ask('GET /refusals', actors.bob);
  const first = stage.world.now;
  stage.world.pass(minute);
  await ask('GET /refusals', actors.bob);

  const rows = (await listRefusals({ limit: 100, day: first.slice(0, 10) }, stage.deps)).items;
  expect(rows.filter(({ kind, actor }) => kind === 'refused' && actor === actors.vic.id)).toHaveLength(10);
  expect(rows.filter(({ actor }) => actor === actors.bob.id)).toHaveLength(2);
  expect(rows.filter(({ kind }) => kind === 'counted')).toEqual([
    { kind: 'counted', at: first, actor: actors.vic.id, atLeast: 40 },
  ]);
  expect(await itemsOf('REFUSED')).toHaveLength(10 + 1 + 2 + 2);
});

it('refuses all the same, and warns, where the audit cannot be written', async () => {
  stage.world.fail = (call) => (call.startsWith('refusals.') ? new Error('throttled') : undefined);

  expect(await ask('GET /refusals', actors.vic)).toBe(403);

  expect(stage.world.warnings).toEqual(['a refusal could not be written to the audit']);
});
