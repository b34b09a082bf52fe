import { CliError } from '../../../../src/client/errors';
import { createApi } from '../../../../src/client/api';
import { createSend } from '../../../../src/client/api-client';
import type { Asker } from '../../../../src/cli/guide/asker';
import { type GivenParts, guideCreate } from '../../../../src/cli/guide/guide-create';
import { views } from '../../../support/builders/views';
import { ada, estimate } from '../../../support/cli/estimates';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';

const lease = { default: '1d', max: '7d', permanent: false };
const summary = (name: string, more: object = {}) => ({
  name,
  title: `The ${name}`,
  description: 'It is: good.',
  role: 'developer',
  ...more,
});
const list = (...items: object[]) => ({ items, next: null });
const target = { name: 'dev', region: 'eu-central-1', templates: ['playground', 'shop'] };
const refused = (...issues: [string, string][]) =>
  problem(400, 'InvalidRequest', { issues: issues.map(([field, message]) => ({ field, message })) });
const properties = {
  image: { description: 'What runs', type: 'string' },
  count: { description: 'How many', type: 'integer' },
  size: { description: 'How large', enum: ['small', 'large'] },
  spare: { description: 'A spare', type: 'boolean' },
  secret: { description: 'A password', type: 'string', sensitive: true },
  note: { description: 'Optional', type: 'string' },
};

describe('the questions of idp create', () => {
  let api: FakeApi;
  let asked: string[];
  let refusals: string[];
  afterEach(() => api.stop());

  const serve = async (required: string[], more: Record<string, Scripted | Scripted[]> = {}) => {
    api = await startFakeApi({
      'GET /templates': list(summary('vpc', { role: 'admin' }), summary('shop'), summary('playground')),
      'GET /targets': list(target),
      'GET /me': ada,
      'GET /templates/shop': {
        name: 'shop',
        version: '1.0.0',
        manifest: { lease, inputs: { properties, required } },
      },
      'POST /estimates': estimate,
      'GET /environments/foo': problem(404, 'EnvironmentNotFound'),
      ...more,
    });
  };

  /** Answers by the beginning of a question; several answers to one question in their order. */
  const guide = async (answers: Record<string, string | string[]>, given: Partial<GivenParts> = {}) => {
    asked = [];
    refusals = [];
    const left = Object.entries(answers).map(([key, all]) => ({ key, all: [all].flat() }));
    const answer = (kind: string) => async (message: string, more?: unknown) => {
      asked.push(
        `${kind} ${message}${Array.isArray(more) ? `: ${(more as { label: string }[]).map(({ label }) => label).join(' | ')}` : ''}`,
      );
      const found = left.find(({ key }) => message.startsWith(key))?.all.shift();
      if (found === 'C-c') throw new CliError('interrupted', 'Nothing was created.');
      return found ?? (typeof more === 'string' ? more : '');
    };
    const asker: Asker = {
      text: answer('text'),
      secret: answer('secret'),
      choose: answer('choose'),
      refuse: (reason) => refusals.push(reason),
    };
    const world = {
      sleep: async () => {},
      newId: async () => 'id',
      interrupted: new AbortController().signal,
    };
    const connect = async () => ({ url: api.url, token: 't', from: 'a test' });
    return guideCreate({
      api: createApi(createSend({ connect, world, onPause: () => undefined })),
      asker,
      given: { inputs: async () => undefined, makeUpName: async (name) => `${name}-1`, ...given },
    });
  };

  it('ask for template, name and lease where nothing else is to be chosen', async () => {
    await serve([]);

    const body = await guide({ 'Which template': 'shop', 'What is its name': 'foo', 'How long': '2d' });

    expect(body).toEqual({ template: 'shop', name: 'foo', ttl: '2d' });
    expect(asked).toEqual([
      'choose Which template?: shop  The shop | playground  The playground',
      'text What is its name?',
      'text How long may it live (at most 7d)?',
    ]);
    expect(api.to('POST /environments')).toEqual([]);
  });

  it('ask for team and target where there are several', async () => {
    await serve([], {
      'GET /me': { ...ada, teams: ['web', 'ops'] },
      'GET /targets': list(
        target,
        { ...target, name: 'prod' },
        { ...target, name: 'x', closed: 'not yours' },
      ),
    });

    const body = await guide({ Which: 'shop', What: 'foo', 'Who may': 'ops', 'In which': 'prod' });

    expect(body).toEqual({ template: 'shop', name: 'foo', team: 'ops', target: 'prod', ttl: '1d' });
    expect(asked).toContain('choose Who may operate it?: only you | you and team web | you and team ops');
    expect(asked).toContain('choose In which target?: dev | prod');
  });

  it('ask for required inputs by their schema, and for no others', async () => {
    await serve(['image', 'count', 'size', 'spare', 'secret']);

    const body = await guide({
      Which: 'shop',
      What: 'foo',
      image: 'nginx',
      count: '3',
      size: 'large',
      spare: 'false',
      secret: 'hush',
    });

    expect(body.inputs).toEqual({ image: 'nginx', count: 3, size: 'large', spare: false, secret: 'hush' });
    expect(asked.slice(2, -1)).toEqual([
      'text image: What runs',
      'text count: How many (integer)',
      'choose size: How large: small | large',
      'choose spare: A spare: true | false',
      'secret secret: A password',
    ]);
  });

  it('check each answer at once, by the rules of the control plane', async () => {
    const missing: [string, string] = ['inputs.count', 'is required'];
    await serve(['count'], {
      'GET /environments/web': views.ready(),
      'GET /environments/old': views.destroyed(),
      'POST /estimates': [
        refused(['name', 'must be lower-case'], missing),
        refused(missing),
        refused(missing),
        refused(['inputs.count', 'must be at most 9']),
        estimate,
        refused(['ttl', 'is too long']),
        estimate,
      ],
    });

    const body = await guide({
      Which: 'shop',
      What: ['Web', 'web', 'old'],
      count: ['', '10', '9'],
      'How long': ['9d', '2d'],
    });

    expect(body).toEqual({ template: 'shop', name: 'old', inputs: { count: 9 }, ttl: '2d' });
    expect(refusals).toEqual([
      "'Web' must be lower-case",
      "'web' is taken: an environment of this name is ready",
      'count is required',
      'count must be at most 9',
      "'9d' is too long",
    ]);
  });

  it('leave out what flags have said', async () => {
    await serve(['count', 'image']);
    const inputs = async () => ({ count: 1, note: 'x' });

    const given = { name: 'foo', ttl: '3h', target: 'dev', team: 'web', inputs };
    const body = await guide({ Which: 'shop', image: 'nginx' }, given);

    expect(body).toEqual({
      template: 'shop',
      name: 'foo',
      ttl: '3h',
      target: 'dev',
      team: 'web',
      inputs: { count: 1, note: 'x', image: 'nginx' },
    });
    expect(asked).toHaveLength(2);
  });

  it('take a permanent lease where the template allows it', async () => {
    const inputs = { properties: {}, required: [] };
    const manifest = { lease: { ...lease, permanent: true }, inputs };
    await serve([], { 'GET /templates/shop': { name: 'shop', version: '1.0.0', manifest } });

    expect(await guide({ Which: 'shop', What: 'foo', How: 'permanent' })).toMatchObject({ permanent: true });
  });

  it.each(['Which', 'What', 'count', 'secret', 'How'])(
    'end with nothing made when the person leaves at %s',
    async (at) => {
      await serve(['count', 'secret']);
      const answers = { Which: 'shop', What: 'foo', count: '1', secret: 'hush', [at]: 'C-c' };

      await expect(guide(answers)).rejects.toMatchObject({ kind: 'interrupted' });
      expect(api.received.filter(({ route }) => !/^GET|estimates/.test(route))).toEqual([]);
    },
  );

  it('do not go on where the control plane cannot be asked', async () => {
    await serve([], { 'POST /estimates': problem(401, 'Unauthenticated') });

    await expect(guide({ Which: 'shop', What: 'foo' })).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  it('name the command that explains why no template may be used', async () => {
    await serve([], { 'GET /targets': list({ ...target, closed: 'not yours' }) });

    await expect(guide({})).rejects.toThrow('There is no template that you may use.');
  });

  it('ask again for what the policy denies, where the answer decides it', async () => {
    const finding = (field: string, fix: string) => ({
      rule: 'short',
      then: 'deny',
      value: '168 hours',
      limit: 'at most 3d',
      fix,
      addresses: [],
      field,
    });
    const findings = (...all: object[]) => ({
      ...estimate,
      policy: { version: '7', verdict: 'deny', findings: all, withPlan: [] },
    });
    await serve([], {
      'POST /estimates': [
        findings(finding('ttl', 'use --ttl 3d')),
        findings(finding('ttl', 'use --ttl 3d')),
        findings({ ...finding('ttl', ''), then: 'approve' }),
      ],
    });

    const body = await guide({ Which: 'shop', What: 'foo', 'How long': ['7d', '2d'] });

    expect(body).toMatchObject({ ttl: '2d' });
    expect(refusals).toEqual([
      "'7d' is denied by policy 7: short: 168 hours (limit: at most 3d). To pass: use --ttl 3d",
    ]);
  });
});
