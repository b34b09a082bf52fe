import { type TrialRequest, tryTemplate } from '../../../../src/action/template/try-template';
import type { JobContext } from '../../../../src/action/action-context';
import { createApi } from '../../../../src/client/api';
import { createSend } from '../../../../src/client/api-client';
import type { PackedTemplate } from '../../../../src/client/templates/publish-folder';
import { lifeOf, views } from '../../../support/builders/views';
import { type FakeApi, problem, Reply, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { templateVersion } from '../../../support/terraform/catalog';

const name = 'pr-7-try-38faba-0123abcd';
const at = `/environments/${name}`;
const version = templateVersion();
const packed: PackedTemplate = {
  name: 'shop/vpc',
  notes: [],
  bundle: { ...version, zip: new Uint8Array([1, 2, 3]) },
};
const pull = {
  kind: 'workload',
  id: 'github:repo:42:pull:7',
  name: 'acme/templates#7',
  roles: ['developer'],
  teams: ['shop'],
  preview: 'pr-7-templates-0123abcd',
  trials: true,
};
const trialView = { ...version, name: 'shop/vpc', unaccepted: [], expiresAt: '2026-01-01T01:00:00.000Z' };
const plan = {
  digest: 'd',
  resources: ['aws_vpc', 'aws_subnet', 'aws_subnet'].map((type, index) => ({
    address: `${type}.${index}`,
    type,
    action: 'create',
    changes: [],
  })),
  outputs: [],
};
const request: TrialRequest = { folder: 'vpc', team: 'shop', target: undefined, inputs: {} };
const called = <View extends { name: string }>(view: View): View => ({ ...view, name });

describe('the trial of a pull request', () => {
  let api: FakeApi;
  let log: string[];
  const started: FakeApi[] = [];
  afterEach(() => Promise.all(started.splice(0).map((one) => one.stop())));

  const run = async (more: Record<string, Scripted | Scripted[]> = {}, asked: Partial<TrialRequest> = {}) => {
    log = [];
    const script: Record<string, Scripted | Scripted[]> = {
      'GET /me': pull,
      'PUT /upload': {},
      'POST /trials': trialView,
      [`GET ${at}`]: [problem(404, 'EnvironmentNotFound'), called(views.ready()), called(views.destroyed())],
      'POST /environments': new Reply(202, called(views.pending())),
      [`DELETE ${at}`]: new Reply(202, called(views.destroying())),
      [`GET /lives/${views.ready().id}`]: [lifeOf(called(views.ready())), lifeOf(called(views.destroyed()))],
      [`GET /runs/${views.ready().lastRun?.id}/plan`]: plan,
      'GET /health': { status: 'ok', at: '2026-01-01T00:00:00.000Z', templates: 1 },
      ...more,
    };
    api = await startFakeApi(script);
    started.push(api);
    script['POST /bundles'] ??= { url: `${api.url}/upload`, headers: {}, expiresAt: '' };
    const world = {
      now: Date.now,
      sleep: async () => undefined,
      newId: async () => 'key',
      interrupted: new AbortController().signal,
    };
    const connect = async () => ({ url: api.url, token: 't', from: 'a test' });
    const context: JobContext = {
      api: createApi(createSend({ connect, world, onPause: () => undefined })),
      screen: { tick: () => undefined },
      world,
      runner: {
        say: (line) => log.push(line),
        mask: () => undefined,
        fail: () => undefined,
        setOutputs: async () => undefined,
      },
    };
    return tryTemplate(context, packed, { ...request, ...asked });
  };

  it('is built beside the previews, destroyed, and reported with plan, price and receipt', async () => {
    const report = await run({}, { target: 'dev', inputs: { resources: 2 } });

    expect(report).toMatchObject({
      result: 'passed',
      why: [],
      environment: name,
      resources: ['2 × aws_subnet', 'aws_vpc'],
      receipt: { built: true, checked: expect.any(Number) },
    });
    expect(report.cost).toMatchObject({ monthly: expect.any(Number), stated: views.pending().cost.monthly });
    expect(api.to('POST /environments')[0]?.body).toEqual({
      name,
      template: 'shop/vpc',
      trial: version.bundle,
      ttl: '1h',
      team: 'shop',
      target: 'dev',
      inputs: { resources: 2 },
      source: { file: 'vpc/template.yaml', name: 'try-38faba' },
    });
  });

  it('fails where it cannot be built, and is destroyed all the same', async () => {
    const { id } = views.failed();
    const report = await run({
      [`GET ${at}`]: [problem(404, 'EnvironmentNotFound'), called(views.failed()), called(views.destroyed())],
      [`GET /lives/${id}`]: [lifeOf(called(views.failed())), lifeOf(called(views.destroyed()))],
      [`GET /runs/${views.failed().lastRun?.id}/plan`]: problem(404, 'PlanNotFound'),
    });

    expect(report).toMatchObject({ result: 'failed', why: [views.failed().failure?.reason], resources: [] });
    expect(report.receipt).not.toBeNull();
    expect(api.to(`DELETE ${at}`)).toHaveLength(1);
  });

  it('is left where its destroy does not come to an end in time', async () => {
    const stuck = {
      ...called(views.destroyRetries()),
      destruction: { ...views.destroyRetries().destruction!, nextAttemptAt: null },
      status: 'stuck' as const,
    };
    const report = await run({
      [`GET ${at}`]: [problem(404, 'EnvironmentNotFound'), called(views.ready()), stuck],
      [`GET /lives/${views.ready().id}`]: [lifeOf(called(views.ready())), lifeOf(stuck)],
    });

    expect(report).toMatchObject({ result: 'left', receipt: null });
    expect(report.why).toHaveLength(1);
  });

  it('waits for an approver with the name that they need, and is not destroyed', async () => {
    const waiting = called(views.waiting());
    const report = await run({
      [`GET ${at}`]: [problem(404, 'EnvironmentNotFound'), waiting],
      [`GET /runs/${waiting.plan?.run}/plan`]: plan,
      'POST /trials': { ...trialView, unaccepted: ['aws_vpc'] },
    });

    expect(report).toMatchObject({ result: 'waits', environment: name, unaccepted: ['aws_vpc'] });
    expect(api.to(`DELETE ${at}`)).toEqual([]);
  });

  it('goes on with what an approver let be built meanwhile, if it is of the same content', async () => {
    const report = await run({ [`GET ${at}`]: [called(views.ready()), called(views.destroyed())] });

    expect(report.result).toBe('passed');
    expect(api.to('POST /environments')).toEqual([]);
  });

  it('destroys what an earlier job left of another content before it makes its own', async () => {
    const other = called({
      ...views.ready(),
      template: { ...views.ready().template, bundle: 'c'.repeat(64) },
    });
    const report = await run({
      [`GET ${at}`]: [other, called(views.destroyed()), called(views.ready()), called(views.destroyed())],
    });

    expect(report.result).toBe('passed');
    expect(api.received.map(({ route }) => route).filter((route) => !route.startsWith('GET'))).toEqual([
      'POST /bundles',
      'PUT /upload',
      'POST /trials',
      `DELETE ${at}`,
      'POST /environments',
      `DELETE ${at}`,
    ]);
  });

  it.each([
    ['whose rule allows none', { ...pull, trials: undefined }, "('trials': true)"],
    ['that is none', { ...pull, preview: undefined }, 'does not run for a pull request'],
  ])('is none for a workflow %s, and nothing is uploaded', async (_, me, why) => {
    const report = await run({ 'GET /me': me });

    expect(report).toMatchObject({ result: 'none', why: [expect.stringContaining(why)] });
    expect(api.to('POST /bundles')).toEqual([]);
  });

  it('needs values for required inputs, from the workflow or the examples of the template', async () => {
    const required = templateVersion({
      inputs: {
        type: 'object',
        additionalProperties: false,
        properties: { zone: { type: 'string', description: 'Z.' } },
        required: ['zone'],
      },
    });
    packed.bundle.manifest = required.manifest;

    await expect(run()).rejects.toMatchObject({ message: expect.stringContaining('required inputs: zone') });
    expect((await run({}, { inputs: { zone: 'a' } })).result).toBe('passed');
    packed.bundle.manifest = version.manifest;
  });
});
