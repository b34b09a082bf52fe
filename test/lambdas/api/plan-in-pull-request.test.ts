import { createApi } from '../../../lambdas/api/handler';
import { type Route, routes } from '../../../lambdas/api/routes';
import type { Actor } from '../../../src/domain/access/actor';
import { applyStack } from '../../../src/operations/stack/apply-stack';
import { contextOf, requestOf, silent } from '../../support/plane/http';
import { useStandingStage } from '../../support/plane/operations-stage';
import {
  componentOf,
  documentOf,
  playsOf,
  stackCatalog,
  twoOf,
} from '../../support/stacks/entry/stage-stacks';
import { planned } from '../../support/stacks/planned';

const pull: Actor = {
  kind: 'workload',
  id: 'github:repo:4711:pull:7',
  name: 'acme/infra#7',
  roles: ['developer'],
  teams: [],
  preview: 'pr-7-infra',
};
const planner: Actor = { ...pull, stacks: ['shop*'] };
const branch: Actor = {
  kind: 'workload',
  id: 'github:repo:4711',
  name: 'acme/infra',
  roles: ['developer'],
  teams: [],
};
const document = documentOf(twoOf());
const bodies: Record<string, unknown> = {
  'apply-stack': { document },
  'plan-stack': { document },
  'consent-to-stack': { revision: 1, plan: '0'.repeat(26), hours: 1 },
  'extend-stack': { ttl: '1h' },
  'cancel-stack': { revision: 1 },
  'approve-stack': { plans: { net: 'a'.repeat(64) } },
  'reject-stack': { revision: 1 },
};
const { stage, renew } = useStandingStage(stackCatalog);
let plan = '';

beforeAll(async () => {
  await renew();
  await applyStack({ actor: branch, document }, stage.deps);
  await playsOf(stage).apply('net');
  plan = await planned(stage, document, branch);
});

const ask = async (operation: string, actor: Actor, { stack = 'shop', body = bodies[operation] } = {}) => {
  const { method, path } = (routes as readonly Route[]).find((one) => one.operation === operation)!;
  const params = {
    name: 'shop.net',
    stack,
    plan,
    component: 'net',
    id: plan,
    team: 'a',
    template: 'network',
  };
  const api = createApi(() => stage.deps, silent(), stage.deps.meter);
  const request = requestOf(`${method} ${path}`, { params, actor, ...(body !== undefined && { body }) });
  const { statusCode, body: text } = await api(request, contextOf());
  return { status: statusCode, text: String(text) };
};
const opened = ['get-stack', 'get-stack-document', 'get-stack-plan', 'get-component-plan', 'plan-stack'];

describe('the workflow of a pull request whose rule names stacks', () => {
  it.each(opened)('gets past %s for those, and no other workflow of one does', async (operation) => {
    const expected = operation === 'plan-stack' ? 202 : 200;
    expect(await ask(operation, planner)).toMatchObject({ status: expected });
    const refused = await ask(operation, pull);
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining("its 'stacks'") });
  });

  it.each(opened)('is refused by name where %s is about another stack', async (operation) => {
    const other = { document: { ...document, stack: 'other' } };
    const body = operation === 'plan-stack' ? other : undefined;
    const refused = await ask(operation, planner, { stack: 'other', body });
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining("'other'") });
  });

  const others = routes.map(({ operation }) => operation).filter((one) => !opened.includes(one));
  it.each(others)('may do no more with %s than any other workflow of a pull request', async (operation) => {
    expect((await ask(operation, planner)).status).toBe((await ask(operation, pull)).status);
  });

  it('plans as the repository whose branch applies it, and is named as who asked', async () => {
    const { text } = await ask('plan-stack', planner);
    expect(JSON.parse(text)).toMatchObject({ by: planner.id, stack: 'shop', present: { monthly: 0 } });
    const [order] = [...stage.world.previews.orders.values()].filter(({ component }) => component === 'api');
    expect(order?.environment.tags).toMatchObject({ 'idp:owner': branch.id });
  });

  it.each([
    ['another stack', 'other/net.vpc_id', "'other'"],
    ['an environment', 'env:secret.vpc_id', "'secret'"],
  ])('learns outputs of %s by no reference', async (_what, ref, named) => {
    const inputs = { vpc_id: { ref }, places: [], size: 1 };
    const api = componentOf('service', { inputs, references: [{ path: '/vpc_id', ref }] });
    const refused = await ask('plan-stack', planner, { body: { document: documentOf({ api }) } });
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining(named) });
  });
});
