import { join } from 'node:path';
import { runEnvironmentAction } from '../../../src/action/run-environment';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { makeRepository } from '../../support/github/action-step';
import { type FakeApi, type Scripted, startFakeApi } from '../../support/cli/fake-api';
import { FakeGitHub } from '../../support/github/fake-github';
import { views } from '../../support/builders/views';

const machine = {
  now: Date.now,
  sleep: async () => undefined,
  newId: async () => 'key',
  interrupted: new AbortController().signal,
};

describe('the action environment', () => {
  let github: FakeGitHub;
  let api: FakeApi;
  let log: string;

  beforeEach(async () => {
    github = await FakeGitHub.start();
    log = '';
  });
  afterEach(() => Promise.all([github.stop(), api.stop()]));

  /** Runs `create` for an environment that the API shows so, wished with the inputs it has. */
  const create = async (
    view: EnvironmentView,
    template: string,
    more: Record<string, Scripted | Scripted[]> = {},
  ) => {
    const path = `/environments/${view.name}`;
    api = await startFakeApi({
      [`GET ${path}`]: view,
      'GET /health': { status: 'ok', at: view.lease.startedAt, templates: 1 },
      [`GET ${path}/outputs`]: {},
      ...more,
    });
    const wish = { template, inputs: view.inputs };
    return runEnvironmentAction({
      env: {
        ...github.stepOf({}),
        LEASEHOLD_COMMAND: 'create',
        LEASEHOLD_URL: api.url,
        LEASEHOLD_NAME: view.name,
        LEASEHOLD_CONFIG: join(makeRepository(JSON.stringify(wish)), 'config.yml'),
      },
      machine,
      write: (text) => (log += text),
    });
  };
  const changes = () => api.received.map(({ route }) => route).filter((route) => !route.startsWith('GET'));

  it('tries again what failed, when that is still what is wished', async () => {
    const failed = views.failed();
    const retry = `POST /environments/${failed.name}/retry`;
    const ready = { ...views.ready(), name: failed.name };

    expect(await create(failed, failed.template.name, { [retry]: ready })).toBe(0);

    expect(changes()).toEqual([retry]);
  });

  it('leaves a plan that awaits a person to them, and says how it is approved', async () => {
    const waiting = views.waiting();

    expect(await create(waiting, waiting.template.name)).toBe(0);

    expect(changes()).toEqual([]);
    expect(log).toContain(`idp approve ${waiting.name}`);
  });

  it.each([
    ['destroyed', views.destroyed()],
    ['forgotten', views.forgotten()],
    ['rejected before it was built', views.neverBuilt()],
  ])('does not succeed where what it waits for is %s meanwhile', async (_how, over) => {
    const failed = views.failed();
    const ended = { ...over, name: failed.name };

    expect(
      await create(failed, failed.template.name, { [`POST /environments/${failed.name}/retry`]: ended }),
    ).toBe(7);

    expect(log).toMatch(/::error title=EnvironmentEnded::.*its life ended while this job waited/);
    expect(log).toContain(`idp life ${over.id}`);
  });

  it('refuses to make an environment one of another template, and changes nothing', async () => {
    expect(await create(views.ready(), 'another')).toBe(5);

    expect(changes()).toEqual([]);
    expect(log).toMatch(/::error title=OtherTemplate::.*not another/);
  });

  it('sends its token over an encrypted connection only', async () => {
    await create(views.ready(), 'x');
    log = '';

    const code = await runEnvironmentAction({
      env: {
        ...github.stepOf({}),
        LEASEHOLD_COMMAND: 'create',
        LEASEHOLD_URL: 'http://idp.example',
        LEASEHOLD_NAME: 'a',
      },
      machine,
      write: (text) => (log += text),
    });

    expect(code).toBe(2);
    expect(log).toContain('must begin with https://');
  });
});
